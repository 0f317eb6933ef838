using BotPlatform.Connectors.XmppParts.Requests;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.Tests.XmppParts.Requests;

public sealed class NetworkPingTests
{
    private readonly FakeSession _session = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task M75_an_answer_says_how_far_the_network_is()
    {
        _session.Answer = (request, _) =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(70));
            return Task.FromResult(request.ToResult());
        };

        var answer = await PingAsync();

        Assert.Equal(TimeSpan.FromMilliseconds(70), answer.RoundTrip);
        Assert.Equal(["""<iq xmlns="jabber:client" to="localhost" type="get"><ping xmlns="urn:xmpp:ping"/></iq>"""], _session.Sent);
    }

    [Fact]
    public async Task M75_a_refusal_is_an_answer_too()
    {
        _session.RefuseWith("service-unavailable");

        Assert.Equal(TimeSpan.Zero, (await PingAsync()).RoundTrip);
    }

    [Fact]
    public async Task M75_no_answer_in_time_is_a_refusal_called_timeout()
    {
        var never = new TaskCompletionSource<Iq>();
        _session.Answer = (_, token) => never.Task.WaitAsync(token);

        var pinging = PingAsync();
        await _clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), pinging);

        Assert.Equal("timeout", (await Assert.ThrowsAsync<ConnectorRefusedException>(() => pinging)).Reason);
    }

    [Fact]
    public async Task M75_the_clients_own_time_limit_counts_as_well()
    {
        _session.Answer = (_, _) => Task.FromException<Iq>(new XmppConnectionException("No answer.", new TimeoutException()));

        Assert.Equal("timeout", (await Assert.ThrowsAsync<ConnectorRefusedException>(PingAsync)).Reason);
    }

    [Fact]
    public async Task M75_without_a_connection_it_is_not_the_network_that_is_slow()
    {
        _session.Answer = (_, _) => Task.FromException<Iq>(new XmppConnectionException("There is no connection."));

        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(PingAsync));
    }

    [Fact]
    public async Task A_ping_that_may_take_no_time_is_refused()
    {
        await Assert.ThrowsAsync<ConnectorRefusedException>(() => PingAsync(TimeSpan.Zero));

        Assert.Empty(_session.Sent);
    }

    private Task<PingAnswer> PingAsync() => PingAsync(TimeSpan.FromSeconds(5));

    private Task<PingAnswer> PingAsync(TimeSpan timeout) => new NetworkPing(_session, Jid.Parse("localhost"), _clock)
        .AnswerAsync(new PingNetwork { Account = new AccountRef("connectycube", "100"), Timeout = timeout }, TestTimeout.Token);
}
