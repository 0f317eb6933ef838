using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts.Connection;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Rooms;
using BotPlatform.ConnectyCube.Tests.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.ConnectyCube.Tests.Rooms;

/// <summary>XEP-0410: a group that forgets the account is noticed.</summary>
public sealed class RoomKeeperTests : IAsyncLifetime
{
    private const string Group = "5f0000000000000000000a01";
    private const string Room = "1_" + Group + "@muc.localhost";
    private const string Question =
        $"""<iq xmlns="jabber:client" to="{Room}/100" type="get"><ping xmlns="urn:xmpp:ping"/></iq>""";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Tick = Interval / 4;

    private readonly FakeSession _session = new();
    private readonly SessionWishes _wishes = new();
    private readonly ManualClock _clock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConnectionStatus _status;
    private readonly JoinedRooms _joined;
    private readonly RoomKeeper _keeper;
    private Task _running = Task.CompletedTask;

    public RoomKeeperTests()
    {
        var account = new AccountRef("connectycube", "100");
        var addresses = new ChatAddresses("1", "localhost");
        var identity = new AccountIdentity(account, addresses, "100");
        var rest = new StubService(_ => throw new InvalidOperationException("Nobody asks.")).Open()
            .For(new ConnectyCubeAccount { UserId = "100", Password = "secret" });
        _joined = new JoinedRooms(_clock);
        _status = new ConnectionStatus(account, _clock);
        var rooms = new GroupRooms(addresses, identity, new DialogLookup(new DialogDirectory(), rest, identity), _joined);
        _keeper = new RoomKeeper("100", _session, rooms, _wishes, _status, NullLogger.Instance);
    }

    [Fact]
    public void A_group_that_is_silent_is_asked_once_in_an_interval()
    {
        Start();

        _clock.Advance(Interval - Tick);
        Assert.Empty(_session.Sent);
        _clock.Advance(Tick);
        Assert.Equal([Question], _session.Sent);
        _clock.Advance(Interval - Tick);
        Assert.Equal([Question], _session.Sent);
        _clock.Advance(Tick);
        Assert.Equal([Question, Question], _session.Sent);
    }

    [Fact]
    public void A_group_that_was_heard_is_not_asked()
    {
        Start();

        _clock.Advance(Interval - Tick);
        _joined.Come(Group, "101");
        _clock.Advance(Interval - Tick);

        Assert.Empty(_session.Sent);
    }

    [Fact]
    public void M38_a_group_that_has_forgotten_us_is_joined_again_and_stays_wished_for()
    {
        _session.RefuseWith("not-acceptable");
        Start();

        _clock.Advance(Interval);

        Assert.Equal(2, _session.Sent.Count);
        Assert.Matches($"""^<presence xmlns="jabber:client" to="{Room}/100" id="[0-9a-f-]+:join">""", _session.Sent[1]);
        Assert.Equal([Group], _wishes.Joined);
    }

    [Theory]
    [InlineData("service-unavailable", "wait")]
    [InlineData("remote-server-timeout", "wait")]
    public void A_group_of_which_nothing_is_known_is_asked_again_soon(string condition, string type)
    {
        _session.RefuseWith(condition, type);
        Start();

        _clock.Advance(Interval);
        _clock.Advance(Tick);

        Assert.Equal([Question, Question], _session.Sent);
    }

    [Fact]
    public void A_question_that_fails_is_asked_again()
    {
        _session.Answer = (_, _) => throw new XmppConnectionException("gone");
        Start();

        _clock.Advance(Interval);
        _session.Answer = (request, _) => Task.FromResult(request.ToResult());
        _clock.Advance(Tick);

        Assert.Equal([Question, Question], _session.Sent);
    }

    [Fact]
    public void A_group_that_was_left_while_it_was_asked_is_not_joined_again()
    {
        _session.Answer = (_, _) =>
        {
            _wishes.Leave(Group);
            throw new XmppStanzaException(new StanzaError("not-acceptable"));
        };
        Start();

        _clock.Advance(Interval);

        Assert.Equal([Question], _session.Sent);
    }

    [Fact]
    public void Nobody_is_asked_without_a_connection()
    {
        Start();
        _status.Take(new XmppState.Closed(null));

        _clock.Advance(Interval);

        Assert.Empty(_session.Sent);
    }

    [Fact]
    public async Task An_interval_of_zero_asks_nobody() =>
        await _keeper.RunAsync(TimeSpan.Zero, _clock, _stop.Token).WaitAsync(TestTimeout.Token);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TestTimeout.Token);
        _stop.Dispose();
    }

    private void Start()
    {
        _wishes.Join(Group);
        _joined.Ask(Group);
        _status.Take(new XmppState.Online(Jid.Parse("100-1@localhost/r1"), HasStreamManagement: true));
        _running = _keeper.RunAsync(Interval, _clock, _stop.Token);
    }
}
