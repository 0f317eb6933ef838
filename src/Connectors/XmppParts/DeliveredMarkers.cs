using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Connectors.XmppParts;

/// <summary>
/// Tells the senders of messages that ask for it that these arrived, after the host has said that they are safe with it.
/// </summary>
public static partial class DeliveredMarkers
{
    /// <summary>A queue of messages whose senders are to be told.</summary>
    /// <param name="session">Where it leaves.</param>
    /// <param name="toMarker">How the network says that a message arrived.</param>
    /// <param name="status">Tells when there is a connection.</param>
    /// <param name="account">For the log.</param>
    /// <param name="logger">Where trouble goes.</param>
    public static ReadyQueue<MessageReceived> Create(
        IXmppSession session, Func<MessageReceived, Message> toMarker, ConnectionStatus status, string account, ILogger logger)
    {
        return new ReadyQueue<MessageReceived>(status, TellAsync, (_, reason) => LogDropped(logger, account, reason));

        Task TellAsync(MessageReceived message, CancellationToken cancellationToken) =>
            Failures.TranslateAsync(() => session.PostAsync(toMarker(message), cancellationToken));
    }

    [LoggerMessage(LogLevel.Warning, "Account {Account} does not tell a sender that a message arrived: {Reason}")]
    private static partial void LogDropped(ILogger logger, string account, string reason);
}
