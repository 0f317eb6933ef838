using System.Collections.Concurrent;
using BotPlatform.Connectors;
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
    private readonly ConcurrentDictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <summary>Sends what must arrive, and returns when the server has it.</summary>
    /// <param name="dialog">Where.</param>
    /// <param name="toMessage">Makes the stanza; asked when the commands before it have left.</param>
    /// <param name="cancellationToken">Stops waiting; the stanza may have left.</param>
    public Task SendAsync(
        DialogRef dialog, Func<CancellationToken, ValueTask<Message>> toMessage, CancellationToken cancellationToken) =>
        Remember(dialog, SendInOrderAsync(dialog, toMessage, cancellationToken));

    /// <summary>
    /// Does what goes another way than over the stream, in its place among the commands of the dialog: when the server has what
    /// was sent before, and before what comes after it is sent.
    /// </summary>
    /// <param name="dialog">Where.</param>
    /// <param name="call">Does it; a failure is a <see cref="ConnectorException"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ConnectorException">It failed, or the connection broke before the server had what was sent before.</exception>
    public Task CallAsync(DialogRef dialog, Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        var before = _last.GetValueOrDefault(dialog.Id, Task.CompletedTask);
        return Remember(dialog, _order.RunAsync(dialog.Id, async () =>
        {
            await before.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (before.IsCanceled || (before.IsFaulted && before.Exception.InnerException is not ConnectorRefusedException))
            {
                throw new ConnectorException("What was to happen before in the dialog has failed and will be repeated.");
            }

            await call(cancellationToken).ConfigureAwait(false);
            return true;
        }));
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

    private async Task SendInOrderAsync(
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

    private Task Remember(DialogRef dialog, Task command)
    {
        _last[dialog.Id] = command;
        _ = command.ContinueWith(
            (done, id) => _last.TryRemove(KeyValuePair.Create((string)id!, done)), dialog.Id, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return command;
    }
}
