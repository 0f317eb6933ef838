using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Messages;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>Takes each stanza: hands refusals to those who wait for them, and makes events of the others.</summary>
/// <param name="account">For the log.</param>
/// <param name="map">Says what a stanza means.</param>
/// <param name="rooms">The rooms of the account.</param>
/// <param name="keeper">Joins again.</param>
/// <param name="pending">Who waits for a refusal.</param>
/// <param name="sent">What was sent before.</param>
/// <param name="origins">Names events.</param>
/// <param name="answers">Takes what archives answer.</param>
/// <param name="confirm">Told each message that asks for it, after its acknowledgement; null where nobody tells senders.</param>
/// <param name="metrics">Counts.</param>
/// <param name="logger">Where trouble goes.</param>
internal sealed partial class StanzaReader(
    Jid account, InboundMap map, RoomList rooms, RoomKeeper keeper, SendWatches pending, SentCommands sent, Origins origins,
    ArchiveAnswers answers, Action<MessageReceived>? confirm, StandardXmppMetrics metrics, ILogger logger)
{
    /// <summary>The event that a stanza means, or null when it means none; then the stanza is acknowledged here.</summary>
    public ReceivedEvent? Handle(ReceivedStanza item)
    {
        if (item.Stanza is Message answer && answers.TryTake(answer))
        {
            item.Acknowledge();
            return null;
        }

        var meaning = Map(item.Stanza);
        if (meaning.Event is not { } happened)
        {
            item.Acknowledge();
            return null;
        }

        metrics.CountEvent(happened);
        return new ReceivedEvent(happened, meaning.IsConfirmed && happened is MessageReceived message && confirm is not null
            ? () =>
            {
                item.Acknowledge();
                confirm(message);
            }
        : item.Acknowledge);
    }

    private Inbound Map(IStanza stanza)
    {
        if (stanza is Message { Type: MessageType.Error } refusal)
        {
            return MapRefusal(refusal);
        }

        var meaning = MapSafely(stanza);
        if (meaning.Event is null && stanza is Message)
        {
            metrics.CountIgnored(meaning.Ignored);
            LogIgnored(account.ToString(), meaning.Ignored);
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
            // A mistake of ours costs this one stanza. Left alone it would cost the connection, and would come again with the next.
            LogNotUnderstood(e, account.ToString());
            return Ignored.Malformed;
        }
    }

    private Inbound MapRefusal(Message message)
    {
        var error = StanzaError.Parse(message.Payloads);
        metrics.CountRefused(error.Condition);
        if (message.From is { } from && rooms.HasForgottenUs(from, error))
        {
            keeper.JoinAgain(rooms.Find(from)!);
        }

        if (pending.TryRefuse(message) || sent.Find(message) is not { } command)
        {
            return Ignored.Unhandled;
        }

        // The server had taken it over, so whoever sent it believes that it arrived.
        return Inbound.Of(new CommandFailed
        {
            Origin = origins.Named(message, command.Dialog.Id, message.Id!, "failed"),
            Dialog = command.Dialog,
            CommandId = command.CommandId,
            Reason = error.Condition,
            Problem = Failures.AtRefusal(error).Message,
        });
    }

    [LoggerMessage(LogLevel.Debug, "Account {Account} ignored a message: {Reason}.")]
    private partial void LogIgnored(string account, Ignored reason);

    [LoggerMessage(LogLevel.Error, "A stanza to account {Account} could not be understood and is left out.")]
    private partial void LogNotUnderstood(Exception error, string account);
}
