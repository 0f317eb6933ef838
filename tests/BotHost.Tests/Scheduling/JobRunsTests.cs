using System.Collections.Concurrent;
using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Scheduling;

/// <summary>Jobs that fail, that are cut off, and clocks that are set.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class JobRunsTests(Databases databases)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AnnouncementSchedule Soon = new() { At = "2026-01-01T12:01" };
    private static readonly DateTimeOffset Due = Start.AddMinutes(1);

    private readonly ManualClock _clock = new(Start);

    [Fact]
    public async Task A_job_that_fails_is_tried_again()
    {
        await using var scene = await StartAsync();
        var attempts = 0;
        scene.Act = (_, _) => Interlocked.Increment(ref attempts) < 5 ? throw new InvalidOperationException("no") : Task.CompletedTask;
        await scene.SetAsync("one", Soon);

        Assert.Equal(Due, await scene.NextAsync(Due));
        Assert.Equal(5, attempts);
    }

    [Fact]
    public async Task A_job_that_always_fails_is_given_up_and_its_next_run_comes()
    {
        await using var scene = await StartAsync();
        scene.Act = (run, _) => run.DueAt == Due ? throw new InvalidOperationException("no") : Task.CompletedTask;
        await scene.SetAsync("one", new AnnouncementSchedule { Every = TimeSpan.FromMinutes(1) });

        Assert.True(await scene.NextAsync(Due) > Due);
    }

    [Fact]
    public async Task A_database_that_is_away_costs_no_attempts()
    {
        await using var scene = await StartAsync();
        var attempts = 0;
        scene.Act = (_, _) => Interlocked.Increment(ref attempts) < 20
            ? throw new StorageException("away", new InvalidOperationException())
            : Task.CompletedTask;
        await scene.SetAsync("one", Soon);

        Assert.Equal(Due, await scene.NextAsync(Due));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_run_that_a_stop_cuts_off_comes_again_under_its_name(DatabaseKind kind)
    {
        var database = await databases.NewAsync(kind);
        await using (var before = await SchedulerScene.StartAsync(database, _clock, isShared: false, "--Scheduling:StopTimeout=00:00:00"))
        {
            var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            before.Act = (_, token) =>
            {
                began.TrySetResult();
                return new TaskCompletionSource().Task.WaitAsync(token);
            };
            await before.SetAsync("one", Soon);
            var ended = before.NextAsync(Due);
            await began.Task.WaitAsync(TestTimeout.Token);
            await before.StopAsync();
            Assert.False(ended.IsCompleted);
        }

        _clock.Advance(TimeSpan.FromHours(1));
        await using var scene = await SchedulerScene.StartAsync(database, _clock);

        Assert.Equal(new DueRun(SchedulerScene.Group, "one", Due), new DueRun(SchedulerScene.Group, "one", await scene.NextAsync()));
    }

    [Fact]
    public async Task A_host_that_stops_waits_for_a_run_that_has_begun()
    {
        await using var scene = await StartAsync();
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene.Act = (_, token) =>
        {
            began.TrySetResult();
            return goOn.Task.WaitAsync(token);
        };
        await scene.SetAsync("one", Soon);
        var ended = scene.NextAsync(Due);
        await began.Task.WaitAsync(TestTimeout.Token);

        var stopping = scene.StopAsync();
        goOn.SetResult();

        await stopping;
        Assert.Equal(Due, await ended);
    }

    [Fact]
    public async Task Runs_of_one_id_never_overlap_and_come_in_order()
    {
        await using var scene = await StartAsync();
        var (underWay, most, order) = (0, 0, new ConcurrentQueue<DateTimeOffset>());
        scene.Act = async (run, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            order.Enqueue(run.DueAt);
            await Task.Yield();
            Interlocked.Decrement(ref underWay);
        };
        await scene.SetAsync(
            "one", new AnnouncementSchedule { Every = TimeSpan.FromMinutes(1), Misfire = ScheduleMisfire.CatchUp }, Start.AddMinutes(-50));

        for (var i = 0; i < 50; i++)
        {
            await scene.NextAsync();
        }

        Assert.Equal(1, most);
        Assert.Equal(order.Order(), order);
        Assert.Equal(order.Count, order.Distinct().Count());
    }

    [Fact]
    public async Task A_clock_that_is_put_forward_misses_runs_and_one_that_is_put_back_repeats_none()
    {
        var clock = new JumpingClock(Start.AddSeconds(-2));
        await using var scene = await SchedulerScene.StartAsync(await databases.NewAsync(DatabaseKind.Sqlite), clock);
        await scene.SetAsync("one", new AnnouncementSchedule { Cron = "* * * * * ?" });
        var first = await scene.NextAsync();

        clock.Jump(TimeSpan.FromHours(2));
        var ahead = await scene.NextAsync();
        while (ahead < Start.AddHours(2))
        {
            ahead = await scene.NextAsync(); // what was on its way, and the one run for all that were missed
        }

        clock.Jump(-TimeSpan.FromHours(1));
        clock.Jump(TimeSpan.FromHours(1));

        Assert.True(first < Start.AddMinutes(1));
        Assert.True(await scene.NextAsync() > ahead);
    }

    [Fact]
    public async Task A_clock_that_was_far_ahead_for_a_while_does_not_silence_a_schedule_after_the_next_start()
    {
        var database = await databases.NewAsync(DatabaseKind.Sqlite);
        var schedule = new AnnouncementSchedule { Cron = "0 0 1 1 *" };
        var wrong = new ManualClock(new(2030, 12, 31, 23, 59, 50, TimeSpan.Zero));
        await using (var before = await SchedulerScene.StartAsync(database, wrong))
        {
            await before.SetAsync("one", schedule);
            await before.NextAsync(new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));
        }

        await using var scene = await SchedulerScene.StartAsync(database, _clock);

        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), await scene.SetAsync("one", schedule));
    }

    private async Task<SchedulerScene> StartAsync() =>
        await SchedulerScene.StartAsync(await databases.NewAsync(DatabaseKind.Sqlite), _clock);
}
