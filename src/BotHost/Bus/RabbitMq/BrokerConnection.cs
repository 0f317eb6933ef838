using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>A connection to the broker for one use: made when it is needed, and made anew when it is broken.</summary>
/// <param name="options">Where the broker is.</param>
/// <param name="use">What for; the broker's own tools show it.</param>
internal sealed class BrokerConnection(RabbitMqOptions options, string use) : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);
    private IConnection? _connection;
    private Task _discarding = Task.CompletedTask;

    /// <summary>Opens another channel.</summary>
    /// <exception cref="Exception">The broker cannot be reached now.</exception>
    public async Task<IChannel> OpenChannelAsync(CreateChannelOptions channelOptions, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_connection is not { IsOpen: true })
            {
                Discard(_connection);
                _connection = await BrokerFactory.Of(options, $"botplatform {use}").CreateConnectionAsync(cancellationToken);
            }

            return await _connection.CreateChannelAsync(channelOptions, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Returns when the broker has back what it gave over the channel and was not acknowledged; if it does not say so soon, the whole
    /// connection is cut, so that it finds out by itself.
    /// </summary>
    public async Task CloseAsync(IChannel channel)
    {
        var connection = _connection;
        try
        {
            await channel.AbortAsync().WaitAsync(CloseLimit, TimeProvider.System);
            await channel.DisposeAsync();
        }
        catch (TimeoutException)
        {
            Discard(connection);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Discard(_connection);
        await _discarding.WaitAsync(CloseLimit, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _gate.Dispose();
    }

    // On a dead line the library takes 25 seconds to close a connection, for which nobody has to wait.
    private void Discard(IConnection? connection)
    {
        if (connection is not null && Interlocked.CompareExchange(ref _connection, null, connection) == connection)
        {
            _discarding = Task.WhenAll(_discarding, EndAsync(connection));
        }
    }

    private static async Task EndAsync(IConnection connection)
    {
        try
        {
            await connection.AbortAsync(CloseLimit);
            await connection.DisposeAsync();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationInterruptedException)
        {
            // It is gone either way.
        }
    }
}
