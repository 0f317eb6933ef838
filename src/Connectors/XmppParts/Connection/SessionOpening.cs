using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Connectors.XmppParts.Connection;

/// <summary>
/// What comes between a login and "ready": the network's own setting up, and the server's word that it has heard it. What is sent to
/// the account before the server knows that it is there may be lost, and belongs to the gap.
/// </summary>
/// <param name="server">Our own server.</param>
/// <param name="patience">How long to wait for its word.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where the story goes.</param>
internal sealed partial class SessionOpening(Jid server, TimeSpan patience, TimeProvider time, ILogger logger)
{
    /// <exception cref="XmppConnectionException">The connection broke, or the server does not answer.</exception>
    public async Task RunAsync(
        Func<IXmppSession, CancellationToken, Task> setUp, IXmppSession session, CancellationToken cancellationToken)
    {
        await setUp(session, cancellationToken).ConfigureAwait(false);
        using var waited = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, waited.Token);
        try
        {
            await session.AwaitAnswerAsync(server, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (waited.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The answer stands behind what the server kept for us. If that is more than we take unread, and whoever reads it waits
            // to send first, it would never come. A link that is dead is found by the usual watch.
            LogStillWaiting(patience);
        }
    }

    [LoggerMessage(LogLevel.Information, "The chat server has not answered a ping within {Patience}; the account is ready without it.")]
    private partial void LogStillWaiting(TimeSpan patience);
}
