using System.Threading.Channels;
using BotPlatform.Connectors.XmppParts.Connection;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.Connectors.XmppParts;

/// <summary>
/// One account on a network that speaks XMPP: stanzas in, events out; commands in, stanzas out. What is special about the network is
/// in the parts.
/// </summary>
public sealed class XmppConnector : IChatConnector, IDropsConnection
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(1);

    private readonly AccountConnection _connection;
    private readonly ConnectorParts _parts;
    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _gate = new();
    private readonly Task _marking;
    private readonly Task _running;
    private Task? _disposal;

    /// <summary>A connector that is idle. It owns the connection and the parts.</summary>
    public XmppConnector(AccountConnection connection, ConnectorParts parts)
    {
        (_connection, _parts) = (connection, parts);
        var stopping = _disposing.Token;
        _marking = parts.DeliveredMarkers?.RunAsync(stopping) ?? Task.CompletedTask;
        _running = Task.WhenAll([connection.RunAsync(stopping), .. parts.Loops.Select(run => run(stopping))]);
    }

    /// <inheritdoc />
    public AccountRef Account => _connection.Account;

    /// <inheritdoc />
    public ConnectionStateChanged Status => _connection.Status.Current;

    /// <inheritdoc />
    public ChannelReader<ConnectionStateChanged> StatusChanges => _connection.Status.Changes;

    /// <inheritdoc />
    public ChannelReader<ReceivedEvent> Events => _connection.Events;

    /// <inheritdoc />
    public Task ConnectAsync(CancellationToken cancellationToken) => _connection.ConnectAsync(cancellationToken);

    /// <inheritdoc />
    public Task DisconnectAsync(CancellationToken cancellationToken) => _connection.DisconnectAsync(cancellationToken);

    /// <inheritdoc />
    public void Drop() => _connection.Drop();

    /// <inheritdoc />
    public string MessageIdOf(SendMessage command) => _parts.MessageIdOf(command);

    /// <inheritdoc />
    public Task SendAsync(SendMessage command, CancellationToken cancellationToken) =>
        _parts.SendMessage.SendAsync(command, cancellationToken);

    /// <inheritdoc />
    public T? Find<T>()
        where T : class => this as T ?? _parts.Abilities.OfType<T>().FirstOrDefault();

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            return new ValueTask(_disposal ??= DisposeOnceAsync());
        }
    }

    private async Task DisposeOnceAsync()
    {
        _parts.DeliveredMarkers?.Complete();
        if (Status.State == ConnectionState.Ready)
        {
            await _marking.WaitAsync(FlushTimeout, _connection.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _disposing.CancelAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_running, _marking).ConfigureAwait(false);
        _connection.Status.Complete();
        if (_parts.Owned is { } owned)
        {
            await owned.DisposeAsync().ConfigureAwait(false);
        }

        _disposing.Dispose();
    }
}
