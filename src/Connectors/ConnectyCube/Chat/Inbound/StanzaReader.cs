using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>Takes each stanza: hands refusals to those who wait for them, and makes events of the others.</summary>
/// <param name="account">For the log.</param>
/// <param name="map">Says what a stanza means.</param>
/// <param name="pending">Who waits for a refusal.</param>
/// <param name="markDelivered">Told each message that asks for it, after its acknowledgement; null where nobody tells.</param>
/// <param name="metrics">Counts.</param>
/// <param name="logger">Where trouble goes.</param>
internal sealed partial class StanzaReader(
    string account,
    InboundMap map,
    SendWatches pending,
    Action<MessageReceived>? markDelivered,
    ConnectyCubeMetrics metrics,
    ILogger logger)
{
    /// <summary>The event that a stanza means, or null when it means none; then the stanza is acknowledged here.</summary>
    public ReceivedEvent? Handle(ReceivedStanza item)
    {
        if (Map(item.Stanza).Event is not { } happened)
        {
            item.Acknowledge();
            return null;
        }

        metrics.CountEvent(happened);
        return new ReceivedEvent(happened, Acknowledge);

        void Acknowledge()
        {
            item.Acknowledge();
            if (happened is MessageReceived { IsMarkable: true } message)
            {
                markDelivered?.Invoke(message);
            }
        }
    }

    private Inbound Map(IStanza stanza)
    {
        if (stanza is Message { Type: MessageType.Error } refusal)
        {
            TakeRefusal(refusal);
            return Ignored.Unhandled;
        }

        var meaning = MapSafely(stanza);
        if (meaning.Event is null && stanza is Message)
        {
            metrics.CountIgnored(meaning.Ignored);
            LogIgnored(account, meaning.Ignored);
        }

        return meaning;
    }

    private Inbound MapSafely(IStanza stanza)
    {
        try
        {
            return map.Map(stanza);
        }
        catch (Exception e)
        {
            // A mistake of ours costs this one stanza. Left alone it would cost the connection, and would come again with the
            // next.
            LogNotUnderstood(e, account);
            return Ignored.Malformed;
        }
    }

    private void TakeRefusal(Message message)
    {
        var error = StanzaError.Parse(message.Payloads);
        metrics.CountRefused(error.Condition);
        if (!pending.TryRefuse(message))
        {
            LogRefusedLate(account, error.Condition);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} ignored a message: {Reason}.")]
    private partial void LogIgnored(string account, Ignored reason);

    [LoggerMessage(LogLevel.Error, "A stanza to account {Account} could not be understood and is left out.")]
    private partial void LogNotUnderstood(Exception error, string account);

    [LoggerMessage(
        LogLevel.Warning, "The chat server sent something of account {Account} back for which nobody waits: {Condition}.")]
    private partial void LogRefusedLate(string account, string condition);
}
