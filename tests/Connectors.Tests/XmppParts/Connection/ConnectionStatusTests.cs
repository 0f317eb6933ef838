using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts.Connection;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.Tests.XmppParts.Connection;

/// <summary>The eight states, and how those of an XMPP client become them.</summary>
public sealed class ConnectionStatusTests
{
    private static readonly XmppConnectionException Lost = new("The line is dead.");
    private static readonly Jid Address = Jid.Parse("100-1@localhost/r1");

    private readonly ManualClock _clock = new();
    private readonly ConnectionStatus _status;

    public ConnectionStatusTests() => _status = new ConnectionStatus(new AccountRef("connectycube", "100"), _clock);

    [Fact]
    public void M02_at_first_it_is_idle() => Assert.Equal(ConnectionState.Idle, _status.Current.State);

    [Fact]
    public void M02_a_login_is_seen_once_the_credentials_are_accepted_and_when_messages_flow()
    {
        Take(new XmppState.Connecting(), new XmppState.Securing(), new XmppState.Authenticating());
        Assert.Equal(ConnectionState.Idle, _status.Current.State);

        Take(new XmppState.Resuming(), new XmppState.Binding(), new XmppState.Online(Address, true));

        Assert.Equal([ConnectionState.Authenticated, ConnectionState.Ready], Changes().Select(c => c.State));
    }

    [Fact]
    public void M06_a_lost_connection_says_why_how_often_and_until_when()
    {
        Take(new XmppState.Online(Address, true), new XmppState.Reconnecting(3, _clock.GetUtcNow().AddSeconds(4), Lost));

        var change = Changes()[^1];
        Assert.Equal(ConnectionState.Reconnecting, change.State);
        Assert.Equal((3, _clock.GetUtcNow().AddSeconds(4), "The line is dead."), (change.FailedAttempts, change.RetryAt, change.Problem));
        Assert.Equal(change, _status.Current);
    }

    [Fact]
    public void M06_a_resumption_is_seen_before_messages_flow()
    {
        Take(new XmppState.Reconnecting(1, _clock.GetUtcNow(), Lost), new XmppState.Resuming(), new XmppState.Online(Address, true, IsResumed: true));

        Assert.Equal(
            [ConnectionState.Reconnecting, ConnectionState.Authenticated, ConnectionState.Resumed, ConnectionState.Ready],
            Changes().Select(c => c.State));
        Assert.Null(_status.Current.Problem);
        Assert.Equal(0, _status.Current.FailedAttempts);
    }

    [Fact]
    public void M02_the_end_is_ours_the_servers_or_the_credentials()
    {
        Take(
            new XmppState.Closed(null),
            new XmppState.Closed(Lost),
            new XmppState.Closed(new XmppAuthenticationException("No.", "not-authorized")));

        Assert.Equal(
            [(ConnectionState.Closed, null), (ConnectionState.ForceClosed, "The line is dead."), (ConnectionState.AuthenticationFailure, "No.")],
            Changes().Select(c => (c.State, c.Problem)));
    }

    [Fact]
    public void Every_change_is_an_event_of_its_own()
    {
        Take(new XmppState.Closed(null), new XmppState.Closed(null));

        Assert.Equal(2, Changes().Select(c => c.Origin.EventId).Distinct().Count());
    }

    [Fact]
    public void Of_changes_that_nobody_reads_the_last_sixty_four_are_kept()
    {
        for (var i = 1; i <= 100; i++)
        {
            Take(new XmppState.Reconnecting(i, _clock.GetUtcNow(), Lost));
        }

        Assert.Equal(Enumerable.Range(37, 64), Changes().Select(c => c.FailedAttempts));
    }

    [Fact]
    public async Task Whoever_waits_for_a_connection_waits_for_one_that_works()
    {
        var waiting = _status.WaitForReadyAsync(TestTimeout.Token);
        Take(new XmppState.Binding());
        Assert.False(waiting.IsCompleted);

        Take(new XmppState.Online(Address, true));

        await waiting;
    }

    private void Take(params XmppState[] states)
    {
        foreach (var state in states)
        {
            _status.Take(state);
        }
    }

    private List<ConnectionStateChanged> Changes()
    {
        var changes = new List<ConnectionStateChanged>();
        while (_status.Changes.TryRead(out var change))
        {
            changes.Add(change);
        }

        return changes;
    }
}
