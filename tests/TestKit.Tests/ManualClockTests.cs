namespace BotPlatform.TestKit.Tests;

public sealed class ManualClockTests
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualClock _clock = new(Noon);
    private readonly List<string> _fired = [];

    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        var before = _clock.GetTimestamp();

        Assert.Equal(Noon, _clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, _clock.GetElapsedTime(before));

        _clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(Noon.AddSeconds(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetElapsedTime(before));
    }

    [Fact]
    public void Timers_fire_in_the_order_they_are_due_and_see_their_own_moment()
    {
        Arm("late", 3);
        Arm("early", 1);
        Arm("never", 10);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["early 12:00:01", "late 12:00:03"], _fired);
        Assert.Equal(Noon.AddSeconds(5), _clock.GetUtcNow());
    }

    [Fact]
    public void A_periodic_timer_fires_once_a_period_until_it_is_disposed()
    {
        var timer = Arm("tick", 1, period: 2);

        _clock.Advance(TimeSpan.FromSeconds(5));
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["tick 12:00:01", "tick 12:00:03", "tick 12:00:05"], _fired);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void A_timer_armed_by_another_fires_in_the_same_move_when_it_is_due()
    {
        using var first = _clock.CreateTimer(_ => Arm("second", 1), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["second 12:00:02"], _fired);
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(5), _clock);

        _clock.Advance(TimeSpan.FromSeconds(299));
        Assert.False(delay.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await delay.WaitAsync(TestTimeout.Token);
    }

    [Fact]
    public void A_token_with_a_time_limit_is_cancelled_on_time()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), _clock);

        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(limit.IsCancellationRequested);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(limit.IsCancellationRequested);
    }

    [Fact]
    public async Task A_test_can_wait_until_a_timer_is_armed()
    {
        var armed = _clock.WaitForTimersAsync(1, TestTimeout.Token);
        Assert.False(armed.IsCompleted);

        Arm("any", 1);

        await armed;
    }

    [Fact]
    public async Task A_periodic_loop_ticks_once_a_period()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10), _clock);
        for (var tick = 0; tick < 3; tick++)
        {
            var next = timer.WaitForNextTickAsync(TestTimeout.Token);
            _clock.Advance(TimeSpan.FromSeconds(9));
            Assert.False(next.IsCompleted);

            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.True(await next);
        }
    }

    [Fact]
    public void A_timer_may_change_and_stop_itself_while_it_fires()
    {
        ITimer? timer = null;
        timer = _clock.CreateTimer(Fire, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        _clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(["12:00:01", "12:00:02", "12:00:12"], _fired);

        void Fire(object? state)
        {
            _fired.Add($"{_clock.GetUtcNow():HH:mm:ss}");
            if (_fired.Count == 2)
            {
                timer!.Change(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
            }
            else if (_fired.Count == 3)
            {
                timer!.Dispose();
            }
        }
    }

    [Fact]
    public void A_timer_that_is_due_at_once_fires_when_the_clock_is_moved_by_nothing()
    {
        Arm("now", 0, period: 0);
        Assert.Empty(_fired);

        _clock.Advance(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["now 12:00:00"], _fired);
    }

    private ITimer Arm(string name, int due, int period = -1) => _clock.CreateTimer(
        _ => _fired.Add($"{name} {_clock.GetUtcNow():HH:mm:ss}"),
        null,
        TimeSpan.FromSeconds(due),
        period < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(period));
}
