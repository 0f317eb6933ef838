using BotPlatform.BotHost.Announcements;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Storage.Postgres;
using BotPlatform.BotHost.Tests.Announcements.Commands;
using BotPlatform.BotHost.Tests.Scheduling;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.Contracts.Announcements;
using BotPlatform.TestKit.Servers;

namespace BotPlatform.BotHost.Tests.Announcements;

/// <summary>When announcements are due whose schedule was changed, or lost.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class AnnouncementTimesTests(Databases databases)
{
    private static readonly DateTimeOffset Yesterday = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Today = Yesterday.AddDays(1);

    private readonly ManualClock _clock = new(Today.AddHours(15));

    [Fact]
    public async Task A_change_does_not_make_up_for_what_was_never_missed()
    {
        await using var scene = await StartAsync();
        var times = new AnnouncementTimes(scene.Schedules, _clock);
        await times.SetAsync(Daily(hour: 9, changedAt: Yesterday), Today.AddHours(9), TestTimeout.Token);

        var next = await times.SetAsync(Daily(hour: 12, changedAt: Today.AddHours(15)), Today.AddHours(9), TestTimeout.Token);

        Assert.Equal(Today.AddDays(1).AddHours(12), next);
    }

    [Fact]
    public async Task One_that_comes_back_after_it_was_away_does_not_make_up_for_that_time()
    {
        await using var scene = await StartAsync();
        var times = new AnnouncementTimes(scene.Schedules, _clock);

        Assert.Equal(
            Today.AddDays(1).AddHours(9),
            await times.SetAsync(Daily(hour: 9, changedAt: Today.AddHours(15)), lastDueAt: null, TestTimeout.Token));
    }

    [Fact]
    public async Task Where_the_schedules_are_lost_only_what_was_due_since_the_last_run_is_made_up_for()
    {
        await using var scene = await StartAsync();
        var times = new AnnouncementTimes(scene.Schedules, _clock);

        Assert.Equal(
            Today.AddDays(1).AddHours(9),
            await times.SetAsync(Daily(hour: 9, changedAt: Yesterday, "done"), Today.AddHours(9), TestTimeout.Token));
        Assert.Equal(
            Today.AddHours(9),
            await times.SetAsync(Daily(hour: 9, changedAt: Yesterday, "missed"), Yesterday.AddHours(9), TestTimeout.Token));
    }

    [Fact]
    public async Task Nobody_waits_long_for_schedules_that_are_not_followed_yet()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = new PostgresDatabase(await server.NewDatabaseAsync());
        await server.KillAsync();
        await using var scene = await SchedulerScene.BeginAsync(database, _clock);
        var removing = new AnnouncementTimes(scene.Schedules, _clock).RemoveAsync("news", TestTimeout.Token);

        await Until.TrueAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return removing.IsCompleted;
        });

        await Assert.ThrowsAsync<StorageException>(() => removing);
    }

    private static StoredAnnouncement Daily(int hour, DateTimeOffset changedAt, string name = "news") => new()
    {
        Definition = Asking.News(name, new AnnouncementSchedule { Cron = $"0 {hour} * * *" }),
        CreatedBy = "http",
        CreatedAt = Yesterday,
        ChangedAt = changedAt,
    };

    private async Task<SchedulerScene> StartAsync() => await SchedulerScene.StartAsync(await databases.NewAsync(DatabaseKind.Sqlite), _clock);
}
