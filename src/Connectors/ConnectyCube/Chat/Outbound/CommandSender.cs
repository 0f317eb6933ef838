using BotPlatform.Connectors.XmppParts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Outbound;

/// <summary>
/// Sends the commands of all dialogs, of each in the order of the calls, and knows how they end: taken over by the server, sent
/// back by it, or not known.
/// </summary>
/// <param name="session">Where it leaves.</param>
/// <param name="pending">Learns what the server sends back.</param>
/// <param name="catchUp">Ends when everything that has been received by now has been looked at.</param>
/// <param name="metrics">Counts.</param>
internal sealed class CommandSender(IXmppSession session, SendWatches pending, Func<Task> catchUp, ConnectyCubeMetrics metrics)
{
    private readonly DialogOrder _order = new();

    /// <summary>Sends what must arrive, and returns when the server has it.</summary>
    /// <param name="dialog">Where.</param>
    /// <param name="toMessage">Makes the stanza; asked when the commands before it have left.</param>
    /// <param name="cancellationToken">Stops waiting; the stanza may have left.</param>
    public async Task SendAsync(
        DialogRef dialog, Func<CancellationToken, ValueTask<Message>> toMessage, CancellationToken cancellationToken)
    {
        try
        {
            var (watch, acknowledged) = await _order.RunAsync(dialog.Id, StartAsync).ConfigureAwait(false);
            using (watch)
            {
                await watch.WaitAsync(acknowledged, () => catchUp().WaitAsync(cancellationToken)).ConfigureAwait(false);
            }

            metrics.CountSent();
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            throw Failures.AtCommand(e);
        }

        async Task<(SendWatch, Task)> StartAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            var message = await toMessage(cancellationToken).ConfigureAwait(false);
            var watch = pending.Add(message);
            try
            {
                return (watch, session.SendAsync(message, cancellationToken));
            }
            catch
            {
                watch.Dispose();
                throw;
            }
        }
    }

    /// <summary>Sends what nobody misses, and returns when it is written.</summary>
    /// <param name="dialog">Where.</param>
    /// <param name="toMessage">Makes the stanza; asked when the commands before it have left.</param>
    /// <param name="cancellationToken">Stops waiting; the stanza may have left.</param>
    public async Task PostAsync(
        DialogRef dialog, Func<CancellationToken, ValueTask<Message>> toMessage, CancellationToken cancellationToken)
    {
        try
        {
            var written = await _order.RunAsync(dialog.Id, StartAsync).ConfigureAwait(false);
            await written.ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            throw Failures.AtCommand(e);
        }

        async Task<Task> StartAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            return session.PostAsync(await toMessage(cancellationToken).ConfigureAwait(false), cancellationToken);
        }
    }
}
