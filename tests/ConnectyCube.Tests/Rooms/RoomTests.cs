using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Rooms;
using BotPlatform.ConnectyCube.Tests.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;

namespace BotPlatform.ConnectyCube.Tests.Rooms;

/// <summary>Section 4.16: joining, leaving, and who is online.</summary>
public sealed class RoomTests
{
    private const string Group = "5f0000000000000000000a01";
    private const string Private = "5f0000000000000000000d01";
    private const string Room = "1_" + Group + "@muc.localhost";

    private static readonly AccountRef Account = new("connectycube", "100");
    private static readonly ConnectorRefusedException Forbidden = new("You may not.", "forbidden");

    private readonly FakeSession _session = new();
    private readonly SessionWishes _wishes = new();
    private readonly PendingJoins _joins = new();
    private readonly ManualClock _clock = new();
    private readonly GroupRooms _rooms;

    public RoomTests()
    {
        var addresses = new ChatAddresses("1", "localhost");
        var identity = new AccountIdentity(Account, addresses, "100");
        var dialogs = new DialogDirectory();
        dialogs.Learn(Group, DialogTarget.Room);
        dialogs.Learn(Private, new DialogTarget("101"));
        var rest = new StubService(_ => throw new InvalidOperationException("Nobody asks.")).Open()
            .For(new ConnectyCubeAccount { UserId = "100", Password = "secret" });
        _rooms = new GroupRooms(addresses, identity, new DialogLookup(dialogs, rest, identity), new JoinedRooms(_clock));
    }

    [Fact]
    public async Task M38_a_join_is_what_the_vendors_clients_say_and_is_done_when_the_group_lets_us_in()
    {
        var joining = JoinAsync(Group.ToUpperInvariant());
        Assert.False(joining.IsCompleted);

        Assert.True(_joins.Accept(Group));
        await joining.WaitAsync(TestTimeout.Token);

        Assert.Matches(
            $"""^<presence xmlns="jabber:client" to="{Room}/100" id="[0-9a-f-]+:join">"""
            + """<x xmlns="http://jabber.org/protocol/muc"><history maxstanzas="0"/></x></presence>$""",
            Assert.Single(_session.Sent));
        Assert.False(_joins.Accept(Group));
    }

    [Fact]
    public async Task M38_a_group_that_does_not_answer_is_worth_another_try()
    {
        var joining = JoinAsync(Group);

        await _clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), joining);

        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => joining));
    }

    [Fact]
    public async Task A_lost_session_ends_the_wait()
    {
        var joining = JoinAsync(Group);

        _joins.Fail();

        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => joining.WaitAsync(TestTimeout.Token)));
    }

    [Fact]
    public async Task A_join_that_cannot_leave_is_worth_another_try()
    {
        _session.Sending = _ => throw new XmppConnectionException("gone");

        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => JoinAsync(Group)));
    }

    [Theory]
    [InlineData(Private)]
    [InlineData("101")]
    public async Task Nobody_joins_a_private_dialog(string dialog)
    {
        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => JoinAsync(dialog));

        Assert.Equal("feature-not-implemented", error.Reason);
        Assert.Empty(_session.Sent);
    }

    [Fact]
    public async Task M38_leaving_says_so_once_and_a_group_that_was_never_joined_is_no_error()
    {
        _wishes.Join(Group);

        await LeaveAsync();
        await LeaveAsync();

        Assert.Matches(
            $"""^<presence xmlns="jabber:client" to="{Room}/100" id="[0-9a-f-]+:leave" type="unavailable"/>$""", Assert.Single(_session.Sent));
        Assert.Empty(_wishes.Joined);
    }

    [Fact]
    public async Task M38_a_group_that_was_left_while_the_connection_broke_is_not_joined_again()
    {
        _wishes.Join(Group);
        _session.Sending = _ => throw new XmppConnectionException("gone");

        await Assert.ThrowsAnyAsync<ConnectorException>(LeaveAsync);

        Assert.Empty(_wishes.Joined);
    }

    [Fact]
    public async Task M38_the_occupants_who_are_online_are_listed()
    {
        _session.AnswerWith($"""
            <query xmlns='http://jabber.org/protocol/disco#items'>
              <item jid='{Room}/102'/><item jid='{Room}/100'/><item jid='{Room}/alice'/><item jid='{Room}'/>
              <item jid='1_5f0000000000000000000fff@muc.localhost/103'/><item jid='{Room}/102'/>
            </query>
            """);

        var online = await new OccupantList(_session, _rooms).AnswerAsync(
            new GetOnlineOccupants { Account = Account, Dialog = new DialogRef(Group) }, TestTimeout.Token);

        Assert.Equal([new UserRef("102"), new UserRef("100")], online.Users);
        Assert.Equal(
            [$"""<iq xmlns="jabber:client" to="{Room}" type="get"><query xmlns="http://jabber.org/protocol/disco#items"/></iq>"""],
            _session.Sent);
    }

    [Fact]
    public async Task Whoever_may_not_see_the_occupants_is_refused()
    {
        _session.RefuseWith("forbidden", "auth");

        var error = await Assert.ThrowsAsync<ConnectorRefusedException>(() => new OccupantList(_session, _rooms).AnswerAsync(
            new GetOnlineOccupants { Account = Account, Dialog = new DialogRef(Group) }, TestTimeout.Token));

        Assert.Equal("forbidden", error.Reason);
    }

    [Fact]
    public async Task A_refusal_of_somebody_elses_request_does_not_end_ours()
    {
        var joining = JoinAsync(Group);

        Assert.False(_joins.TryRefuse(Group, "other:join", Forbidden));
        Assert.False(_joins.TryRefuse("5f0000000000000000000fff", null, Forbidden));
        Assert.True(_joins.TryRefuse(Group, null, Forbidden));

        await Assert.ThrowsAsync<ConnectorRefusedException>(() => joining);
    }

    private Task<Done> JoinAsync(string dialog) => new DialogJoiner(_session, _rooms, _joins, TimeSpan.FromSeconds(15), _clock)
        .AnswerAsync(new JoinDialog { Account = Account, Dialog = new DialogRef(dialog) }, TestTimeout.Token);

    private Task<Done> LeaveAsync() => new DialogLeaver(_session, _rooms, _wishes)
        .AnswerAsync(new LeaveDialog { Account = Account, Dialog = new DialogRef(Group) }, TestTimeout.Token);
}
