using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Scheduling;

[Collection(DatabaseCollection.Name)]
public sealed class JobSchedulesTests(Databases databases)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Nine = new(2026, 1, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly AnnouncementSchedule AtNine = new() { Cron = "0 9 * * *" };

    private readonly ManualClock _clock = new(Start);

    public static TheoryData<DatabaseKind> Kinds => Databases.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_set_is_listed_and_can_be_removed(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);

        Assert.Equal(Nine, await scene.SetAsync("one", AtNine));
        Assert.Equal(Nine.AddHours(1), await scene.SetAsync("two", new AnnouncementSchedule { At = "2026-01-02T10:00" }));

        Assert.Equal([new("one", Nine, false), new SetSchedule("two", Nine.AddHours(1), false)], await ListAsync(scene));
        Assert.True(await scene.Schedules.RemoveAsync(SchedulerScene.Group, "one", TestTimeout.Token));
        Assert.False(await scene.Schedules.RemoveAsync(SchedulerScene.Group, "one", TestTimeout.Token));
        Assert.Equal(["two"], (await ListAsync(scene)).Select(set => set.Id));
    }

    [Fact]
    public async Task The_list_has_no_end()
    {
        await using var scene = await StartAsync(DatabaseKind.Sqlite);
        for (var i = 0; i < 501; i++)
        {
            await scene.SetAsync($"{i}", AtNine);
        }

        Assert.Equal(501, (await ListAsync(scene)).Select(set => set.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_schedule_again_does_not_put_off_an_interval(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        var hourly = new AnnouncementSchedule { Every = TimeSpan.FromHours(1) };
        await scene.SetAsync("one", hourly);
        _clock.Advance(TimeSpan.FromMinutes(50));

        Assert.Equal(Start.AddHours(1), await scene.SetAsync("one", hourly with { }));
        Assert.Equal(Start.AddHours(1), await scene.NextAsync(Start.AddHours(1)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_schedule_again_does_not_lose_a_run_that_is_late(DatabaseKind kind)
    {
        var database = await databases.NewAsync(kind);
        await using (var before = await SchedulerScene.StartAsync(database, _clock))
        {
            await before.SetAsync("one", AtNine);
        }

        _clock.Advance(TimeSpan.FromDays(2));
        await using var scene = await SchedulerScene.BeginAsync(database, _clock);
        await scene.SetAsync("one", AtNine);

        Assert.Equal(Nine, await scene.NextAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Another_schedule_replaces_the_one_before(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.SetAsync("one", AtNine);

        Assert.Equal(Nine.AddHours(-1), await scene.SetAsync("one", new AnnouncementSchedule { Rule = "FREQ=DAILY;BYHOUR=8;BYMINUTE=0;BYSECOND=0" }));
        Assert.Equal(Nine.AddHours(-1), await scene.NextAsync(Nine.AddHours(-1)));
        Assert.Equal(Nine.AddHours(23), await scene.NextAsync(Nine.AddHours(23)));
    }

    [Fact]
    public async Task A_schedule_without_a_run_to_come_is_not_set_and_takes_the_one_before_away()
    {
        await using var scene = await StartAsync(DatabaseKind.Sqlite);
        var over = new AnnouncementSchedule { At = "2025-01-01T00:00" };
        await scene.SetAsync("one", AtNine);

        Assert.Null(await scene.SetAsync("two", over));
        Assert.Null(await scene.SetAsync("one", over));

        Assert.Empty(await ListAsync(scene));
    }

    [Fact]
    public async Task A_schedule_that_nobody_understands_is_refused()
    {
        await using var scene = await StartAsync(DatabaseKind.Sqlite);

        await Assert.ThrowsAsync<ScheduleException>(() => scene.SetAsync("one", new AnnouncementSchedule { Cron = "soon" }));
    }

    [Fact]
    public async Task A_long_schedule_is_kept_whole()
    {
        await using var scene = await StartAsync(DatabaseKind.Sqlite);
        var days = string.Join(',', Enumerable.Range(1, 100));
        var schedule = new AnnouncementSchedule { Rule = $"FREQ=YEARLY;BYYEARDAY={days};BYHOUR=9;BYMINUTE=0;BYSECOND=0", From = "2026-01-01T00:00" };
        await scene.SetAsync("one", schedule);

        Assert.Equal(Nine, await scene.NextAsync(Nine));
        Assert.Equal(Nine.AddDays(1), await scene.SetAsync("one", schedule));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_paused_schedule_waits_also_over_a_restart_and_makes_up_for_nothing(DatabaseKind kind)
    {
        var database = await databases.NewAsync(kind);
        await using (var before = await SchedulerScene.StartAsync(database, _clock))
        {
            await before.SetAsync("one", AtNine with { Misfire = ScheduleMisfire.CatchUp });
            Assert.True(await before.Schedules.PauseAsync(SchedulerScene.Group, "one", TestTimeout.Token));
        }

        _clock.Advance(TimeSpan.FromDays(3));
        await using var scene = await SchedulerScene.StartAsync(database, _clock);
        var changed = AtNine with { Cron = "0 9 * * ?", Misfire = ScheduleMisfire.CatchUp };
        await scene.SetAsync("one", changed);
        Assert.True(Assert.Single(await ListAsync(scene)).IsPaused);

        var next = await scene.Schedules.ResumeAsync(SchedulerScene.Group, "one", TestTimeout.Token);

        Assert.Equal(Nine.AddDays(3), next);
        Assert.Equal(Nine.AddDays(3), await scene.NextAsync(next));
    }

    [Fact]
    public async Task What_is_not_there_is_neither_paused_nor_resumed()
    {
        await using var scene = await StartAsync(DatabaseKind.Sqlite);

        Assert.False(await scene.Schedules.PauseAsync(SchedulerScene.Group, "one", TestTimeout.Token));
        Assert.Null(await scene.Schedules.ResumeAsync(SchedulerScene.Group, "one", TestTimeout.Token));
    }

    [Fact]
    public async Task Something_can_be_done_every_few_seconds()
    {
        await using var scene = await StartAsync(DatabaseKind.Sqlite);
        await scene.Schedules.SetEveryAsync(SchedulerScene.Group, "poll", TimeSpan.FromSeconds(15), TestTimeout.Token);

        Assert.Equal(Start.AddSeconds(15), await scene.NextAsync(Start.AddSeconds(15)));
        Assert.Equal(Start.AddSeconds(30), await scene.NextAsync(Start.AddSeconds(30)));
    }

    private static Task<IReadOnlyList<SetSchedule>> ListAsync(SchedulerScene scene) =>
        scene.Schedules.ListAsync(SchedulerScene.Group, TestTimeout.Token);

    private async Task<SchedulerScene> StartAsync(DatabaseKind kind) => await SchedulerScene.StartAsync(await databases.NewAsync(kind), _clock);
}
