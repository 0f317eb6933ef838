using BotPlatform.BotHost.Announcements.Delivery;

namespace BotPlatform.BotHost.Tests.Announcements.Delivery;

public sealed class PaceTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void As_many_leave_as_the_rate_says_and_no_burst_at_the_beginning()
    {
        var pace = new AccountPace(100, _clock);

        Assert.Equal(1, Leave(pace));
        Assert.Equal(100, Enumerable.Range(0, 50).Sum(_ => LeaveAfter(pace, TimeSpan.FromMilliseconds(20))));
        Assert.Equal(10, LeaveAfter(pace, TimeSpan.FromMinutes(1))); // a tenth of a second's worth
    }

    [Fact]
    public void Without_a_rate_all_leave_at_once() => Assert.Equal(1000, Leave(new AccountPace(0, _clock), 1000));

    [Fact]
    public void It_goes_half_as_fast_after_a_complaint_and_then_slowly_faster_again()
    {
        var pace = new AccountPace(100, _clock);
        for (var i = 0; i < 500; i++)
        {
            LeaveAfter(pace, TimeSpan.FromMilliseconds(10));
        }

        pace.Slow();
        pace.Slow(); // of the same moment
        Assert.InRange(pace.SlowedTo!.Value, 45, 51);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(pace.SlowedTo!.Value, 49, 56);
        pace.Slow();
        Assert.InRange(pace.SlowedTo!.Value, 24, 28);
        Assert.InRange(Enumerable.Range(0, 10).Sum(_ => LeaveAfter(pace, TimeSpan.FromMilliseconds(99))), 20, 30);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(pace.SlowedTo);
    }

    [Fact]
    public void Without_a_rate_it_is_slowed_down_to_half_of_what_it_was()
    {
        var pace = new AccountPace(0, _clock);
        for (var second = 0; second < 10; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Leave(pace, 200);
        }

        pace.Slow();
        Assert.InRange(pace.SlowedTo!.Value, 80, 130);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(pace.SlowedTo);
        Assert.Equal(1000, Leave(pace, 1000));
    }

    [Fact]
    public void It_never_stops()
    {
        var pace = new AccountPace(0, _clock);
        for (var i = 0; i < 20; i++)
        {
            pace.Slow();
            _clock.Advance(TimeSpan.FromSeconds(1.5));
        }

        Assert.InRange(pace.SlowedTo!.Value, 1, 1.5);
    }

    [Fact]
    public void Two_to_the_same_dialog_keep_their_distance_and_others_do_not_wait()
    {
        var dialogs = new DialogPace(0.5, _clock);

        dialogs.Take("a");
        _clock.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal((TimeSpan.FromSeconds(1.5), TimeSpan.Zero), (dialogs.WaitFor("a"), dialogs.WaitFor("b")));
        _clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(TimeSpan.Zero, dialogs.WaitFor("a"));
    }

    [Fact]
    public void A_clock_that_was_set_back_holds_nobody_up_for_longer_than_the_distance()
    {
        var dialogs = new DialogPace(0.5, _clock);

        dialogs.Take("a", _clock.GetUtcNow().AddHours(1));

        Assert.Equal(TimeSpan.FromSeconds(2), dialogs.WaitFor("a"));
    }

    [Fact]
    public void The_speed_is_that_of_the_last_seconds()
    {
        var meter = new SpeedMeter(_clock);

        for (var i = 0; i < 100; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            meter.Count();
        }

        Assert.InRange(meter.PerSecond, 9, 11);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, meter.PerSecond);
    }

    private int LeaveAfter(AccountPace pace, TimeSpan time)
    {
        _clock.Advance(time);
        return Leave(pace);
    }

    private static int Leave(AccountPace pace, int atMost = 100)
    {
        var left = 0;
        for (; left < atMost && pace.Wait == TimeSpan.Zero; left++)
        {
            pace.Take();
        }

        return left;
    }
}
