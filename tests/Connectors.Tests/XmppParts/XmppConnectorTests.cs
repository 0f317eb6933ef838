using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Connectors.XmppParts.Connection;
using BotPlatform.Connectors.XmppParts.Settings;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.Connectors.Tests.XmppParts;

/// <summary>The life of a connector, whatever its network.</summary>
public sealed class XmppConnectorTests : IAsyncLifetime
{
    private readonly ScriptedXmppServer _server = new();
    private readonly ManualClock _clock = new();
    private readonly PendingJoins _joins = new();
    private readonly TaskCompletionSource _loopEnded = new();
    private readonly Owned _owned = new();
    private readonly ChatClients _clients;
    private readonly XmppConnector _connector;

    public XmppConnectorTests()
    {
        _clients = new ChatClients(new Options(), _server.Address, "localhost", _clock, NullLoggerFactory.Instance);
        var connection = new AccountConnection(
            new AccountRef("test", "bot"),
            new ConnectionHooks
            {
                Credentials = XmppCredentials.Of("bot", "bot-password"),
                CredentialSettings = "password",
                SetUpAsync = (session, cancellationToken) => session.PostAsync(new Presence(), cancellationToken),
                Answer = _ => null,
                Read = _ => null,
            },
            _clients,
            _joins,
            NullLogger.Instance);
        var say = new CarriesOut<SendMessage>((_, _) => Task.CompletedTask);
        _connector = new XmppConnector(connection, new ConnectorParts
        {
            MessageIdOf = command => $"id of {command.CommandId}",
            SendMessage = say,
            Abilities = [new CarriesOut<SetTyping>((_, _) => Task.CompletedTask)],
            Loops = [RunUntilStoppedAsync],
            Owned = _owned,
        });

        async Task RunUntilStoppedAsync(CancellationToken stopping)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _loopEnded.SetResult();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync(); // so that nobody waits for its goodbye
        await _connector.DisposeAsync();
        _clients.Dispose();
    }

    [Fact]
    public async Task It_is_ready_when_it_is_connected_and_away_when_it_is_not()
    {
        await ConnectAsync();
        Assert.Equal(ConnectionState.Ready, _connector.Status.State);

        await EndAsync(_connector.DisconnectAsync(TestTimeout.Token));

        Assert.Equal(ConnectionState.Closed, _connector.Status.State);
    }

    [Theory]
    [InlineData("<iq type='result' id='{id}'/>")]
    [InlineData("<iq type='error' id='{id}'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")]
    public async Task It_is_ready_when_the_server_has_heard_that_it_is_there(string answer)
    {
        var connecting = _connector.ConnectAsync(TestTimeout.Token);
        await _server.LogInAsync();
        await _server.ExpectElementAsync("^<presence");
        var ping = await _server.ExpectElementAsync("^<iq .*urn:xmpp:ping");
        Assert.False(connecting.IsCompleted);
        Assert.Equal(ConnectionState.Authenticated, _connector.Status.State);

        await _server.SendAsync(answer.Replace("{id}", ping.Split("id=\"")[1].Split('"')[0], StringComparison.Ordinal));

        await connecting;
        Assert.Equal(ConnectionState.Ready, _connector.Status.State);
    }

    [Fact]
    public async Task A_server_that_has_too_much_to_say_before_is_not_waited_for_for_ever()
    {
        var connecting = _connector.ConnectAsync(TestTimeout.Token);
        await _server.LogInAsync();
        await _server.ExpectElementAsync("^<iq .*urn:xmpp:ping");

        _clock.Advance(new Options().AnswerTimeout / 2);

        await connecting;
        Assert.Equal(ConnectionState.Ready, _connector.Status.State);
    }

    [Fact]
    public async Task Who_waits_to_be_let_into_a_dialog_waits_no_longer_than_the_connection_lives()
    {
        await ConnectAsync();
        using var pending = _joins.Add("d1", "r1");

        await EndAsync(_connector.DisconnectAsync(TestTimeout.Token));

        await Assert.ThrowsAsync<ConnectorException>(() => pending.Answer.WaitAsync(TestTimeout.Token));
    }

    [Fact]
    public void Abilities_are_found_among_the_parts()
    {
        Assert.NotNull(_connector.Find<ICarriesOut<SetTyping>>());
        Assert.Same(_connector, _connector.Find<ICarriesOut<SendMessage>>());
        Assert.Null(_connector.Find<ICarriesOut<EditMessage>>());
    }

    [Fact]
    public async Task A_connector_that_is_dropped_does_not_wait_for_the_server()
    {
        await ConnectAsync();

        _connector.Drop();
        await _connector.DisposeAsync().AsTask().WaitAsync(TestTimeout.Token);

        Assert.DoesNotContain("</stream:stream>", await _server.Current.ExpectEndAsync(), StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Closed, _connector.Status.State);
    }

    [Fact]
    public async Task With_the_connector_everything_ends_once()
    {
        await ConnectAsync();

        await EndAsync(Task.WhenAll(_connector.DisposeAsync().AsTask(), _connector.DisposeAsync().AsTask()));

        await _loopEnded.Task.WaitAsync(TestTimeout.Token);
        await _connector.Events.Completion.WaitAsync(TestTimeout.Token);
        await foreach (var change in _connector.StatusChanges.ReadAllAsync(TestTimeout.Token))
        {
            Assert.Equal(_connector.Account, change.Origin.Account);
        }

        Assert.Equal(1, _owned.Disposals);
        Assert.Equal(ConnectionState.Closed, _connector.Status.State);
    }

    private async Task ConnectAsync()
    {
        var connecting = _connector.ConnectAsync(TestTimeout.Token);
        await (await _server.LogInAsync()).AnswerPingAsync();
        await connecting;
    }

    // The server says goodbye too; the clock stands still, so nobody gives up waiting for that.
    private async Task EndAsync(Task ending)
    {
        await _server.ExpectAsync("</stream:stream>");
        await _server.SendAsync("</stream:stream>");
        await ending.WaitAsync(TestTimeout.Token);
    }

    private sealed class Options : XmppConnectionOptions
    {
        public Options() => (ConnectTimeout, PingInterval) = (TimeSpan.FromHours(10), TimeSpan.Zero);
    }

    private sealed class Owned : IAsyncDisposable
    {
        public int Disposals { get; private set; }

        public ValueTask DisposeAsync()
        {
            Disposals++;
            return ValueTask.CompletedTask;
        }
    }
}
