using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Connectors.XmppParts.Connection;

/// <summary>XEP-0199: a word to a server that it answers in any case.</summary>
public static class ServerPing
{
    /// <summary>
    /// Waits until the server has answered. It has handled by then whatever the session said before (RFC 6120 §10.1). A refusal is an
    /// answer too (XEP-0199 §4.1).
    /// </summary>
    /// <exception cref="XmppConnectionException">No answer came in time, or the session ended.</exception>
    public static async Task AwaitAnswerAsync(this IXmppSession session, Jid server, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        try
        {
            await session.RequestAsync(Ping.Request(server), cancellationToken).ConfigureAwait(false);
        }
        catch (XmppStanzaException)
        {
            // It is there, and that is what was asked.
        }
    }
}
