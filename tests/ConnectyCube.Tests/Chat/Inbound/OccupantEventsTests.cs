using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat.Inbound;
using BotPlatform.ConnectyCube.Rooms;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using static BotPlatform.ConnectyCube.Tests.Chat.Inbound.InboundFixture;

namespace BotPlatform.ConnectyCube.Tests.Chat.Inbound;

/// <summary>Who comes, goes and is removed (section 4.16).</summary>
public sealed class OccupantEventsTests
{
    private const string Forbidden =
        "<error type='auth' code='407'><registration-required xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

    private readonly InboundFixture _inbound = new();

    [Fact]
    public void M38_somebody_who_comes_and_goes_is_seen()
    {
        var joined = _inbound.Event<OccupantJoined>(Presence("101", null, "<item affiliation='member' role='participant'/>"));
        var left = _inbound.Event<OccupantLeft>(Presence("101", "unavailable", "<item affiliation='member' role='none'/>"));

        Assert.Equal((new DialogRef(Group), new UserRef("101")), (joined.Dialog, joined.User));
        Assert.Equal((new DialogRef(Group), new UserRef("101")), (left.Dialog, left.User));
    }

    [Fact]
    public void M38_what_a_group_says_again_is_no_event()
    {
        _inbound.Rooms.Ask(Group);
        _inbound.Event<OccupantJoined>(Available("101"));
        _inbound.AssertIgnored(Ignored.OwnEcho, Available("100"));

        _inbound.AssertIgnored(Ignored.Unhandled, Available("101"));
        _inbound.Event<OccupantLeft>(Unavailable("101"));
        _inbound.AssertIgnored(Ignored.Unhandled, Unavailable("101"));
        _inbound.Event<OccupantJoined>(Available("101"));
    }

    [Fact]
    public void M38_joining_again_tells_only_what_has_changed()
    {
        Enter("101", "102");

        _inbound.Rooms.Ask(Group);
        _inbound.AssertIgnored(Ignored.Unhandled, Available("102"));
        _inbound.Event<OccupantJoined>(Available("103"));
        _inbound.AssertIgnored(Ignored.OwnEcho, Available("100"));

        // 101 left while nobody listened.
        _inbound.AssertIgnored(Ignored.Unhandled, Unavailable("101"));
        _inbound.Event<OccupantJoined>(Available("101"));
    }

    [Fact]
    public void M38_somebody_who_was_removed_may_come_back()
    {
        Enter("101");

        _inbound.Event<OccupantRemoved>(Presence(
            "101", "unavailable", "<item affiliation='none' role='none'/><status code='301'/>"));

        _inbound.Event<OccupantJoined>(Available("101"));
    }

    [Fact]
    public void M38_of_a_very_large_group_not_everybody_is_remembered()
    {
        Enter([.. Enumerable.Range(1000, JoinedRooms.MaxOccupants).Select(id => $"{id}")]);

        _inbound.AssertIgnored(Ignored.Unhandled, Available("1000"));
        _inbound.Event<OccupantJoined>(Available("101"));
        _inbound.Event<OccupantJoined>(Available("101"));
        _inbound.Event<OccupantLeft>(Unavailable("101"));
    }

    [Theory]
    [InlineData("301", "jid='102-1@localhost'")]
    [InlineData("307", "nick='102'")]
    [InlineData("321", $"jid='{Room}/102'")]
    public void M38_somebody_who_is_removed_is_seen_and_by_whom(string status, string actor)
    {
        var happened = _inbound.Event<OccupantRemoved>(Presence(
            "101", "unavailable", $"<item affiliation='none' role='none'><actor {actor}/><reason>spam</reason></item><status code='{status}'/>"));

        Assert.Equal(new UserRef("101"), happened.User);
        Assert.Equal((new UserRef("102"), "spam", false), (happened.By, happened.Reason, happened.IsSelf));
    }

    [Fact]
    public void M38_our_own_removal_is_seen_and_we_do_not_come_back_by_ourselves()
    {
        _inbound.Wishes.Join(Group);

        var happened = _inbound.Event<OccupantRemoved>(Presence(
            "100", "unavailable", "<item affiliation='none' role='none'/><status code='301'/><status code='110'/>"));

        Assert.True(happened.IsSelf);
        Assert.Equal(new UserRef("100"), happened.User);
        Assert.Null(happened.By);
        Assert.Null(happened.Reason);
        Assert.Empty(_inbound.Wishes.Joined);
    }

    [Theory]
    [InlineData(null, "<status code='110'/>")]
    [InlineData("unavailable", "<status code='110'/>")]
    [InlineData("unavailable", "")]
    public void M38_our_own_coming_and_going_is_no_event(string? type, string status)
    {
        _inbound.AssertIgnored(Ignored.OwnEcho, Presence("100", type, $"<item affiliation='member' role='none'/>{status}"));

        // Another device of ours joined: this one did not ask for it.
        Assert.Empty(_inbound.Wishes.Joined);
    }

    [Fact]
    public async Task M38_whoever_waits_to_be_let_in_is_let_in()
    {
        using var waiting = _inbound.Joins.Add(Group, "p1");

        _inbound.AssertIgnored(
            Ignored.OwnEcho, Presence("100", null, "<item affiliation='member' role='participant'/><status code='110'/>"));

        await waiting.Answer.WaitAsync(TestTimeout.Token);
        Assert.Equal([Group], _inbound.Wishes.Joined);
    }

    [Fact]
    public async Task M38_whoever_is_refused_learns_why()
    {
        using var waiting = _inbound.Joins.Add(Group, "p1");
        using var other = _inbound.Joins.Add(Group, "p2");

        _inbound.AssertIgnored(Ignored.Unhandled, Refusal("p1", Forbidden));

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => waiting.Answer.WaitAsync(TestTimeout.Token));
        Assert.Equal("registration-required", error.Reason);
        Assert.False(other.Answer.IsCompleted);
        Assert.Empty(_inbound.Wishes.Joined);
    }

    [Fact]
    public void A_group_that_does_not_let_us_in_again_has_removed_us()
    {
        _inbound.Wishes.Join(Group);

        var happened = _inbound.Event<OccupantRemoved>(Refusal("again", Forbidden));

        Assert.True(happened.IsSelf);
        Assert.Equal("registration-required", happened.Reason);
        Assert.Empty(_inbound.Wishes.Joined);
        _inbound.AssertIgnored(Ignored.Unhandled, Refusal("again", Forbidden));
    }

    [Fact]
    public void A_group_that_asks_us_to_wait_has_not_removed_us()
    {
        _inbound.Wishes.Join(Group);

        _inbound.AssertIgnored(Ignored.Unhandled, Refusal(
            "again", "<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"));

        Assert.Equal([Group], _inbound.Wishes.Joined);
    }

    [Theory]
    [InlineData("101-1@localhost/phone")]
    [InlineData("100-1@localhost")]
    [InlineData(Room)]
    [InlineData(Room + "/alice")]
    [InlineData("2_" + Group + "@muc.localhost/101")]
    [InlineData("1_" + Group + "@muc.elsewhere.example/101")]
    public void Other_presences_mean_nothing(string from) => _inbound.AssertIgnored(
        Ignored.Unhandled,
        $"<presence xmlns='jabber:client' from='{from}'><x xmlns='http://jabber.org/protocol/muc#user'><item role='participant'/></x></presence>");

    [Theory]
    [InlineData("<status code='many'/>")]
    [InlineData("<item role='emperor'/>")]
    public void What_is_not_right_costs_itself_alone(string x) => _inbound.AssertIgnored(Ignored.Malformed, Presence("101", null, x));

    private void Enter(params string[] users)
    {
        _inbound.Rooms.Ask(Group);
        Assert.All(users, user => Assert.True(_inbound.Rooms.Come(Group, user)));
        _inbound.Rooms.Enter(Group);
    }

    private static string Available(string nick) => Presence(nick, null, "<item affiliation='member' role='participant'/>");

    private static string Unavailable(string nick) => Presence(nick, "unavailable", "<item affiliation='member' role='none'/>");

    private static string Presence(string nick, string? type, string x) => $"""
        <presence xmlns='jabber:client' from='{Room}/{nick}' {(type is null ? "" : $"type='{type}'")}>
          <x xmlns='http://jabber.org/protocol/muc#user'>{x}</x>
        </presence>
        """;

    private static string Refusal(string id, string error) =>
        $"<presence xmlns='jabber:client' type='error' id='{id}' from='{Room}/100'><x xmlns='http://jabber.org/protocol/muc'/>{error}</presence>";
}
