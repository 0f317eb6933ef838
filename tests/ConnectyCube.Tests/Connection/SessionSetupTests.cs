using BotPlatform.Connectors.Parts;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Rooms;
using BotPlatform.ConnectyCube.Tests.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.ConnectyCube.Tests.Connection;

/// <summary>What each new login needs (section 3.5).</summary>
public sealed class SessionSetupTests
{
    private const string Group = "5f0000000000000000000a01";

    private readonly FakeSession _session = new();
    private readonly SessionWishes _wishes = new();
    private readonly SessionSetup _setup;

    public SessionSetupTests()
    {
        var addresses = new ChatAddresses("1", "localhost");
        var identity = new AccountIdentity(new AccountRef("connectycube", "100"), addresses, "100");
        var rest = new StubService(_ => throw new InvalidOperationException("Nobody asks.")).Open()
            .For(new ConnectyCubeAccount { UserId = "100", Password = "secret" });
        var rooms = new GroupRooms(
            addresses, identity, new DialogLookup(new DialogDirectory(), rest, identity), new JoinedRooms(TimeProvider.System));
        _setup = new SessionSetup("100", addresses, rooms, new PendingJoins(), _wishes, NullLogger.Instance);
    }

    [Fact]
    public async Task At_first_there_is_nothing_but_carbons_and_presence()
    {
        await _setup.RunAsync(_session, TestTimeout.Token);

        Assert.Equal(
            [
                """<iq xmlns="jabber:client" type="set"><enable xmlns="urn:xmpp:carbons:2"/></iq>""",
                """<presence xmlns="jabber:client"/>""",
            ],
            _session.Sent);
    }

    [Fact]
    public async Task M06_what_was_wished_for_is_asked_for_again()
    {
        _wishes.Join(Group);
        _wishes.Watch("101");
        _wishes.IsInactive = true;

        await _setup.RunAsync(_session, TestTimeout.Token);

        Assert.Contains($"to=\"1_{Group}@muc.localhost/100\"", _session.Sent[2], StringComparison.Ordinal);
        Assert.Contains("user_jid=\"101-1@localhost\" enable=\"true\"", _session.Sent[3], StringComparison.Ordinal);
        Assert.Contains("<mobile xmlns=\"http://tigase.org/protocol/mobile#v2\" enable=\"true\"/>", _session.Sent[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_refuses_does_not_keep_the_account_from_working()
    {
        _wishes.Watch("101");
        _wishes.IsInactive = true;
        _session.RefuseWith("feature-not-implemented");

        await _setup.RunAsync(_session, TestTimeout.Token);

        Assert.Contains("""<presence xmlns="jabber:client"/>""", _session.Sent);
        Assert.Empty(_wishes.Watched);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_fails_the_login()
    {
        _session.Answer = (_, _) => throw new XmppConnectionException("No answer.");

        await Assert.ThrowsAsync<XmppConnectionException>(() => _setup.RunAsync(_session, TestTimeout.Token));
    }
}
