using System.Globalization;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Scheduling;

/// <summary>What becomes of runs that were due while no host ran: three days, from the second of January on.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class MisfireTests(Databases databases)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Downtime = TimeSpan.FromDays(3);

    private static readonly DateTimeOffset Marker = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Start);

    public static TheoryData<string, ScheduleMisfire, string> Repeated => new MatrixTheoryData(
        ["Cron", "Rule", "Every", "EveryHours"],
        new Dictionary<ScheduleMisfire, string>
        {
            [ScheduleMisfire.RunOnce] = "01-02 01-05",
            [ScheduleMisfire.Skip] = "01-05 01-06",
            [ScheduleMisfire.CatchUp] = "01-02 01-03 01-04 01-05",
        });

    [Theory]
    [MemberData(nameof(Repeated))]
    public async Task Missed_runs_over_a_restart(string kind, ScheduleMisfire misfire, string days)
    {
        var database = await databases.NewAsync(DatabaseKind.Sqlite);
        await SetAndStopAsync(database, Of(kind) with { Misfire = misfire });

        _clock.Advance(Downtime);
        await using var scene = await SchedulerScene.StartAsync(database, _clock);

        foreach (var day in days.Split(' '))
        {
            var due = DateTimeOffset.Parse($"2026-{day}T09:00Z", CultureInfo.InvariantCulture);
            Assert.Equal(due, await scene.NextAsync(due));
        }

        Assert.Equal(1, scene.MostAtOnce);
    }

    [Theory]
    [InlineData(ScheduleMisfire.RunOnce, true)]
    [InlineData(ScheduleMisfire.CatchUp, true)]
    [InlineData(ScheduleMisfire.Skip, false)]
    public async Task A_missed_single_run(ScheduleMisfire misfire, bool comes)
    {
        var database = await databases.NewAsync(DatabaseKind.Sqlite);
        await SetAndStopAsync(database, new AnnouncementSchedule { At = "2026-01-02T09:00", Misfire = misfire });

        _clock.Advance(Downtime);
        await using var scene = await SchedulerScene.StartAsync(database, _clock);
        await scene.SetAsync("marker", new AnnouncementSchedule { At = "2026-01-05T00:00" });
        var first = await scene.NextAsync(comes ? null : Marker);

        Assert.Equal(comes ? new DateTimeOffset(2026, 1, 2, 9, 0, 0, TimeSpan.Zero) : Marker, first);
        Assert.DoesNotContain(await scene.Schedules.ListAsync(SchedulerScene.Group, TestTimeout.Token), set => set.Id == "one" && !comes);
    }

    [Theory]
    [InlineData(ScheduleMisfire.RunOnce)]
    [InlineData(ScheduleMisfire.CatchUp)]
    [InlineData(ScheduleMisfire.Skip)]
    public async Task A_run_that_is_only_a_little_late_is_none_that_was_missed(ScheduleMisfire misfire)
    {
        var database = await databases.NewAsync(DatabaseKind.Sqlite);
        await SetAndStopAsync(database, new AnnouncementSchedule { Cron = "*/10 * * * * ?", Misfire = misfire });

        _clock.Advance(TimeSpan.FromSeconds(35));
        await using var scene = await SchedulerScene.StartAsync(database, _clock);

        foreach (var second in new[] { 10, 20, 30, 40, 50 })
        {
            Assert.Equal(Start.AddSeconds(second), await scene.NextAsync(Start.AddSeconds(second)));
        }
    }

    [Fact]
    public async Task A_schedule_that_is_set_again_after_the_store_was_lost_says_what_was_missed()
    {
        await using var scene = await SchedulerScene.StartAsync(await databases.NewAsync(DatabaseKind.Sqlite), _clock);

        await scene.SetAsync("one", new AnnouncementSchedule { Cron = "0 9 * * *" }, since: Start.AddDays(-7));

        Assert.Equal(new DateTimeOffset(2025, 12, 26, 9, 0, 0, TimeSpan.Zero), await scene.NextAsync());
        var next = new DateTimeOffset(2026, 1, 2, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(next, await scene.NextAsync(next));
    }

    private async Task SetAndStopAsync(Database database, AnnouncementSchedule schedule)
    {
        await using var scene = await SchedulerScene.StartAsync(database, _clock);
        await scene.SetAsync("one", schedule);
    }

    private static AnnouncementSchedule Of(string kind) => kind switch
    {
        "Cron" => new() { Cron = "0 9 * * *" },
        "Rule" => new() { Rule = "FREQ=DAILY", From = "2025-12-01T09:00" },
        "Every" => new() { Every = TimeSpan.FromDays(1), From = "2025-12-01T09:00" },
        _ => new() { Every = TimeSpan.FromHours(8) * 3, From = "2025-12-01T09:00Z" },
    };

    private sealed class MatrixTheoryData : TheoryData<string, ScheduleMisfire, string>
    {
        public MatrixTheoryData(string[] kinds, Dictionary<ScheduleMisfire, string> expected)
        {
            foreach (var kind in kinds)
            {
                foreach (var (misfire, days) in expected)
                {
                    Add(kind, misfire, days);
                }
            }
        }
    }
}
