using System.Threading.Channels;
using BotPlatform.Connectors;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>
/// Keeps one account connected and hands over what happens to it, in order. The two go on side by side: a host that is slow in
/// handing over notices the end of a connection at once all the same, and makes a new one for those who send.
/// </summary>
internal sealed partial class AccountLoop(
    IChatConnectorFactory factory,
    EventPublisher publisher,
    IOptions<ReconnectOptions> options,
    TimeProvider time,
    ILogger<AccountLoop> logger)
{
    // Besides the one that is being read, the one that took its place. One more, and the one between them is left unread:
    // waiting for it could be waiting for ever, because the reading may wait for sends that wait for the new connection.
    private const int UnreadConnections = 1;

    private readonly ReconnectOptions _options = options.Value;

    /// <param name="connection">Where the connector is put for those who send.</param>
    /// <param name="mayClose">Completes when nobody sends any more: until then a connector stays open, even unread.</param>
    /// <param name="reading">Ends the reading and the reconnecting.</param>
    public async Task RunAsync(AccountConnection connection, Task mayClose, CancellationToken reading)
    {
        var unread = Channel.CreateBounded<IChatConnector>(
            new BoundedChannelOptions(UnreadConnections) { FullMode = BoundedChannelFullMode.DropOldest },
            skipped => Skip(connection, skipped));
        await Task.WhenAll(
            ConnectAsync(connection, unread.Writer, reading),
            HandOverAsync(unread.Reader, mayClose, reading));
    }

    private async Task ConnectAsync(
        AccountConnection connection, ChannelWriter<IChatConnector> unread, CancellationToken reading)
    {
        var attempt = 0;
        while (!reading.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await ConnectOnceAsync(connection, unread, reading);
            }
            catch (OperationCanceledException) when (reading.IsCancellationRequested)
            {
                break;
            }
            catch (ConnectorAuthenticationException error)
            {
                unread.Complete();
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

        unread.Complete();
        connection.Stopped();
    }

    private async Task ConnectOnceAsync(
        AccountConnection connection, ChannelWriter<IChatConnector> unread, CancellationToken reading)
    {
        var connector = await factory.ConnectAsync(connection.Account, reading);
        unread.TryWrite(connector);
        connection.Connected(connector);
        LogConnected(connection.Account.Id);

        await connector.Completion.WaitAsync(reading);
        throw new ConnectorException("The network ended the connection.");
    }

    // Nothing in it was acknowledged, so a network that keeps what is not will deliver it again.
    private void Skip(AccountConnection connection, IChatConnector skipped)
    {
        LogSkipped(connection.Account.Id, skipped.Events.Count);
        _ = skipped.DisposeAsync().AsTask();   // its connection has ended already
    }

    private async Task HandOverAsync(ChannelReader<IChatConnector> unread, Task mayClose, CancellationToken reading)
    {
        await foreach (var connector in unread.ReadAllAsync(CancellationToken.None))
        {
            await using (connector)
            {
                await HandOverAsync(connector, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (reading.IsCancellationRequested)
                {
                    await mayClose;
                }
            }
        }
    }

    // The events of a connection that broke are handed over too: not every network would deliver them again.
    private async Task HandOverAsync(IChatConnector connector, CancellationToken reading)
    {
        await foreach (var received in connector.Events.ReadAllAsync(reading))
        {
            await publisher.PublishAsync(received.Event, reading);
            received.Acknowledge();
        }
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} is connected.")] // the connector has told it
    private partial void LogConnected(string account);

    [LoggerMessage(LogLevel.Warning, "Account {Account} is not connected; next attempt in {Seconds:0.0} s: {Problem}")]
    private partial void LogLost(string account, double seconds, Exception? error, string problem);

    [LoggerMessage(LogLevel.Warning,
        "Account {Account} lost a connection before it was read; {Count} events are left to the network to deliver again.")]
    private partial void LogSkipped(string account, int count);

    [LoggerMessage(LogLevel.Error,
        "Account {Account} stays disconnected until the host is started with other credentials: {Problem}")]
    private partial void LogRefused(string account, string problem);
}
