using BotPlatform.BotHost.Activity.Judging;
using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Activity;

/// <summary>What is told of what the network says, in one line of time.</summary>
public sealed class JudgementTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private readonly List<Watch> _watches = [After("a", TimeSpan.FromDays(3))];
    private WatchedUser _user = new() { Id = "101", NextLook = Noon, Sources = ["named"] };

    [Fact]
    public void The_first_word_about_somebody_is_no_change()
    {
        Assert.Empty(Say(Noon, isOnline: false, idle: TimeSpan.FromHours(1)));

        Assert.Equal(Noon.AddHours(-1), _user.LastActiveAt);
    }

    [Fact]
    public void Only_changes_are_told()
    {
        Say(Noon, isOnline: false, idle: TimeSpan.FromHours(1));

        Assert.Empty(Say(Noon.AddMinutes(5), isOnline: false, idle: TimeSpan.FromMinutes(65) + TimeSpan.FromSeconds(1)));
        Assert.Equal(["online"], Say(Noon.AddMinutes(10), isOnline: true));
        Assert.Empty(Say(Noon.AddMinutes(15), isOnline: true));
        Assert.Equal(["offline"], Say(Noon.AddMinutes(20), isOnline: false, idle: TimeSpan.FromMinutes(2)));
        Assert.Empty(Say(Noon.AddMinutes(25), isOnline: false, idle: TimeSpan.FromMinutes(7)));
        Assert.Equal(["offline"], Say(Noon.AddMinutes(30), isOnline: false, idle: TimeSpan.FromMinutes(1))); // came and went
    }

    [Fact]
    public void What_the_network_says_by_itself_is_not_said_again()
    {
        Say(Noon, isOnline: false, idle: TimeSpan.FromHours(1));

        Assert.Empty(Say(Noon.AddMinutes(1), isOnline: true, isPushed: true));
        Assert.Empty(Say(Noon.AddMinutes(2), isOnline: true));
    }

    [Fact]
    public void An_absence_is_told_once_and_again_only_after_the_user_was_there()
    {
        Say(Noon, isOnline: true);
        Say(Noon.AddMinutes(5), isOnline: false, idle: TimeSpan.FromMinutes(5));

        Assert.Empty(Say(Noon.AddDays(3).AddSeconds(-1), isOnline: false, idle: TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1)));
        Assert.Equal(["3.00:00:00 a"], Say(Noon.AddDays(3), isOnline: false, idle: TimeSpan.FromDays(3)));
        Assert.Empty(Say(Noon.AddDays(4), isOnline: false, idle: TimeSpan.FromDays(4)));
        Assert.Equal(["online", "back, of a"], Say(Noon.AddDays(5), isOnline: true));
        Assert.Equal(["offline"], Say(Noon.AddDays(5).AddHours(1), isOnline: false, idle: TimeSpan.FromHours(1)));
        Assert.Equal(["3.00:00:00 a"], Say(Noon.AddDays(9), isOnline: false, idle: TimeSpan.FromDays(4)));
    }

    [Fact]
    public void A_host_that_was_away_tells_each_time_once_and_late()
    {
        _watches.Add(After("b", TimeSpan.FromDays(1)));
        _watches.Add(After("c", TimeSpan.FromDays(3)));
        Say(Noon, isOnline: false);

        Assert.Equal(["1.00:00:00 b", "3.00:00:00 a c"], Say(Noon.AddDays(30), isOnline: false, idle: TimeSpan.FromDays(30)));
        Assert.Empty(Say(Noon.AddDays(31), isOnline: false, idle: TimeSpan.FromDays(31)));
    }

    [Fact]
    public void A_watch_that_comes_later_is_told_of_an_absence_that_others_know_already()
    {
        Say(Noon, isOnline: false);
        Say(Noon.AddDays(3), isOnline: false, idle: TimeSpan.FromDays(3));
        _watches.Add(After("b", TimeSpan.FromDays(1)));

        Assert.Equal(["1.00:00:00 b"], Say(Noon.AddDays(4), isOnline: false, idle: TimeSpan.FromDays(4)));
        Assert.Equal(["online", "back, of a b"], Say(Noon.AddDays(5), isOnline: true));
    }

    [Fact]
    public void Who_came_and_went_between_two_looks_is_back_and_away_again()
    {
        Say(Noon, isOnline: false);
        Say(Noon.AddDays(3), isOnline: false, idle: TimeSpan.FromDays(3));

        Assert.Equal(
            ["offline", "back, of a", "3.00:00:00 a"], Say(Noon.AddDays(10), isOnline: false, idle: TimeSpan.FromDays(4)));
    }

    [Fact]
    public void Who_was_not_told_of_as_inactive_does_not_become_active()
    {
        Say(Noon, isOnline: false);

        Assert.Equal(["online"], Say(Noon.AddDays(2), isOnline: true));
    }

    [Fact]
    public void A_clock_that_is_set_back_tells_nothing_twice()
    {
        Say(Noon, isOnline: false);
        Assert.Equal(["3.00:00:00 a"], Say(Noon.AddDays(3), isOnline: false, idle: TimeSpan.FromDays(3)));

        Assert.Empty(Say(Noon.AddDays(1), isOnline: false, idle: TimeSpan.FromDays(3)));
        Assert.True(_user.NextLook > Noon.AddDays(1));
        Assert.Empty(Say(Noon.AddDays(3), isOnline: false, idle: TimeSpan.FromDays(5)));
        Assert.Empty(Say(Noon.AddDays(4), isOnline: false, idle: TimeSpan.FromDays(6)));
    }

    [Fact]
    public void A_clock_that_was_ahead_is_corrected_without_a_word()
    {
        Say(Noon.AddYears(1), isOnline: false);

        Assert.Empty(Say(Noon, isOnline: false, idle: TimeSpan.FromHours(1)));
        Assert.Equal(Noon.AddHours(-1), _user.LastActiveAt);
        Assert.Equal(["3.00:00:00 a"], Say(Noon.AddDays(3), isOnline: false, idle: TimeSpan.FromDays(3) + TimeSpan.FromHours(1)));
    }

    [Fact]
    public void An_answer_that_was_overtaken_changes_nothing()
    {
        Say(Noon, isOnline: false);
        Say(Noon.AddSeconds(10), isOnline: true, isPushed: true);

        Assert.Empty(Say(Noon.AddSeconds(9), isOnline: false, idle: TimeSpan.FromSeconds(9)));
        Assert.True(_user.IsOnline);
    }

    [Fact]
    public void Of_whom_the_network_does_not_speak_is_asked_later_and_later_up_to_a_day()
    {
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 20; i++)
        {
            Assert.Empty(Judge(new Sighting("101", Noon)));
            waits.Add(_user.NextLook - Noon);
        }

        Assert.Equal(waits.Order(), waits);
        Assert.InRange(waits[0], Interval, 2 * Interval);
        Assert.InRange(waits[^1], TimeSpan.FromHours(12), TimeSpan.FromDays(1));
        Assert.Empty(Say(Noon.AddDays(1), isOnline: false, idle: TimeSpan.FromHours(1)));
        Assert.InRange(_user.NextLook - Noon.AddDays(1), Interval * 0.9, Interval * 1.1);
    }

    [Fact]
    public void Silence_is_no_absence()
    {
        Say(Noon, isOnline: false);

        Assert.Empty(Judge(new Sighting("101", Noon.AddDays(30))));
        Assert.Equal(Noon, _user.LastActiveAt);
    }

    [Fact]
    public void The_next_look_is_when_an_absence_is_to_be_told_if_that_is_sooner()
    {
        _watches[0] = After("a", TimeSpan.FromSeconds(90));

        Say(Noon, isOnline: false);

        Assert.Equal(Noon.AddSeconds(91), _user.NextLook);
    }

    [Fact]
    public void Who_tells_the_same_again_after_a_kill_uses_the_same_ids()
    {
        Say(Noon, isOnline: false);
        Say(Noon.AddDays(3), isOnline: false, idle: TimeSpan.FromDays(3));
        var before = _user;

        var first = Ids(new Sighting("101", Noon.AddDays(9)) { LastActiveAt = Noon.AddDays(5) });
        _user = before;
        var second = Ids(new Sighting("101", Noon.AddDays(9).AddSeconds(7)) { LastActiveAt = Noon.AddDays(5).AddSeconds(1) });

        Assert.Equal(2, first.Count);
        Assert.Equal(first, second);
    }

    private static Watch After(string name, TimeSpan after) => new(name, "named", after, Interval);

    private List<string> Ids(Sighting sighting) =>
        [.. ActivityEvents.News(Sample.Account, Judgement.Of(_user, sighting, _watches, Interval, 0.5)).Select(one => one.Origin.EventId)];

    private List<string> Say(DateTimeOffset at, bool isOnline, TimeSpan idle = default, bool isPushed = false) =>
        Judge(new Sighting("101", at) { IsOnline = isOnline, LastActiveAt = at - idle, IsPushed = isPushed });

    // As the recorder does it.
    private List<string> Judge(Sighting sighting)
    {
        var judgement = Judgement.Of(_user, sighting, _watches, Interval, 0.5);
        var crossed = sighting.LastActiveAt is null ? [] : judgement.Crossed(_watches);
        IAccountEvent[] told =
        [
            .. ActivityEvents.News(Sample.Account, judgement), .. ActivityEvents.Absences(Sample.Account, judgement.After, crossed),
        ];
        _user = judgement.After with { Told = [.. judgement.After.Told.Union(crossed.Select(watch => watch.Name))] };
        return [.. told.Select(Describe)];
    }

    private static string Describe(IAccountEvent told) => told switch
    {
        LastActivityObserved one => one.IsOnline ? "online" : "offline",
        UserBecameInactive one => $"{one.After:c} {string.Join(' ', one.Watches)}",
        UserBecameActive one => $"back, of {string.Join(' ', one.Watches)}",
        _ => told.GetType().Name,
    };
}
