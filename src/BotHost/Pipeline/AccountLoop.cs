using BotPlatform.Connectors;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Keeps one account connected and hands over what happens to it, in order.</summary>
internal sealed partial class AccountLoop(
    IChatConnectorFactory factory,
    EventPublisher publisher,
    IOptions<ReconnectOptions> options,
    TimeProvider time,
    ILogger<AccountLoop> logger)
{
    private readonly ReconnectOptions _options = options.Value;

    /// <param name="connection">Where the connector is put for those who send.</param>
    /// <param name="mayClose">Completes when nobody sends any more: until then a connector stays open, even unread.</param>
    /// <param name="reading">Ends the reading and the reconnecting.</param>
    public async Task RunAsync(AccountConnection connection, Task mayClose, CancellationToken reading)
    {
        var attempt = 0;
        while (!reading.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await RunOnceAsync(connection, mayClose, reading);
            }
            catch (OperationCanceledException) when (reading.IsCancellationRequested)
            {
                break;
            }
            catch (ConnectorAuthenticationException error)
            {
                connection.Refused(error);
                LogRefused(connection.Account.Id, error.Message);
                return;
            }
            catch (Exception error)
            {
                if (connection.Status.State == AccountState.Connected && time.GetElapsedTime(started) >= _options.StableAfter)
                {
                    attempt = 0;
                }

                var delay = Backoff.Delay(attempt++, _options.FirstDelay, _options.MaxDelay);
                connection.Lost(error.Message);
                LogLost(connection.Account.Id, delay.TotalSeconds, error is ConnectorException ? null : error, error.Message);
                await Task.Delay(delay, time, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        connection.Stopped();
    }

    private async Task RunOnceAsync(AccountConnection connection, Task mayClose, CancellationToken reading)
    {
        await using var connector = await factory.ConnectAsync(connection.Account, reading);
        connection.Connected(connector);
        LogConnected(connection.Account.Id);
        try
        {
            await foreach (var received in connector.Events.ReadAllAsync(reading))
            {
                await publisher.PublishAsync(received.Event, reading);
                received.Acknowledge();
            }
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            await mayClose;
            throw;
        }

        throw new ConnectorException("The network ended the connection.");
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} is connected.")] // the connector has told it
    private partial void LogConnected(string account);

    [LoggerMessage(LogLevel.Warning, "Account {Account} is not connected; next attempt in {Seconds:0.0} s: {Problem}")]
    private partial void LogLost(string account, double seconds, Exception? error, string problem);

    [LoggerMessage(LogLevel.Error,
        "Account {Account} stays disconnected until the host is started with other credentials: {Problem}")]
    private partial void LogRefused(string account, string problem);
}
