using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>The connection over which this host reads its queues: made when it is needed, and made anew when it is broken.</summary>
internal sealed partial class BrokerConnection(IOptions<RabbitMqOptions> options, ILogger<BrokerConnection> logger) : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);
    private IConnection? _connection;

    /// <summary>Why there is none; null while there is one, or none is needed.</summary>
    public string? Problem { get; private set; }

    /// <summary>Opens a channel of its own for each caller, whose publishing ends with the broker's confirm.</summary>
    /// <exception cref="Exception">The broker cannot be reached now.</exception>
    public async Task<IChannel> OpenChannelAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_connection is not { IsOpen: true })
            {
                await CloseAsync();
                _connection = await BrokerFactory.Of(options.Value, "botplatform queues").CreateConnectionAsync(cancellationToken);
            }

            var channel = await _connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
            if (Problem is not null)
            {
                Problem = null;
                LogBack();
            }

            return channel;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            if (Problem is null)
            {
                LogBroken(error.GetBaseException().Message);
            }

            Problem = error.GetBaseException().Message;
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
            await (connection?.AbortAsync(TimeSpan.Zero) ?? Task.CompletedTask);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _gate.Dispose();
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.AbortAsync(CloseLimit);
            await connection.DisposeAsync();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The queues of the broker cannot be read now; trying again: {Problem}")]
    private partial void LogBroken(string problem);

    [LoggerMessage(LogLevel.Information, "The queues of the broker can be read again.")]
    private partial void LogBack();
}
