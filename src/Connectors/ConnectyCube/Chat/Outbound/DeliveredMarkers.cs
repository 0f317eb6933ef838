using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Chat.Outbound;

/// <summary>
/// Section 4.6: tells the senders of markable messages that these arrived, after the host has said that they are safe with it.
/// </summary>
internal static partial class DeliveredMarkers
{
    public static ReadyQueue<MessageReceived> Create(
        IXmppSession session, OutboundMap outbound, ConnectionStatus status, string account, ILogger logger)
    {
        return new ReadyQueue<MessageReceived>(status, TellAsync, (_, reason) => LogDropped(logger, account, reason));

        Task TellAsync(MessageReceived message, CancellationToken cancellationToken) =>
            Failures.TranslateAsync(() => session.PostAsync(outbound.ToDeliveredMarker(message), cancellationToken));
    }

    [LoggerMessage(LogLevel.Warning, "Account {Account} does not tell a sender that a message arrived: {Reason}")]
    private static partial void LogDropped(ILogger logger, string account, string reason);
}
