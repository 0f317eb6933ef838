using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>A connection to the broker for one use: made when it is needed, and made anew when it is broken.</summary>
/// <param name="options">Where the broker is.</param>
/// <param name="use">What for, in the log and in the broker's own tools.</param>
/// <param name="logger">Hears once that it is broken, and once that it is there again.</param>
internal sealed partial class BrokerConnection(RabbitMqOptions options, string use, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);
    private IConnection? _connection;
    private Task _discarding = Task.CompletedTask;

    /// <summary>Why there is none; null while there is one, or none is needed.</summary>
    public string? Problem { get; private set; }

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

            var channel = await _connection.CreateChannelAsync(channelOptions, cancellationToken);
            Works();
            return channel;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Fails(error.GetBaseException().Message);
            throw;
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

    private void Works()
    {
        if (Problem is not null)
        {
            LogWorks(use);
        }

        Problem = null;
    }

    private void Fails(string problem)
    {
        if (Problem is null)
        {
            LogFails(use, problem);
        }

        Problem = problem;
    }

    [LoggerMessage(LogLevel.Warning, "There is no connection to the broker for {Use} now; trying again: {Problem}")]
    private partial void LogFails(string use, string problem);

    [LoggerMessage(LogLevel.Information, "There is a connection to the broker for {Use} again.")]
    private partial void LogWorks(string use);
}
