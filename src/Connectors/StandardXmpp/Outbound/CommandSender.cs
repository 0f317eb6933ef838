using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Messages;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Outbound;

/// <summary>
/// Sends commands, and knows how they end: taken over by the server, sent back by somebody, or not known. Nothing here waits before
/// the stanza is in the session's queue, so commands leave in the order of the calls.
/// </summary>
internal sealed class CommandSender(
    IXmppSession session, RoomList rooms, SendWatches pending, SentCommands sent, Func<Task> catchUp,
    StandardXmppMetrics metrics)
{
    /// <summary>Sends what must arrive, and returns when the server has it.</summary>
    public async Task SendAsync(IReliableCommand command, Func<Message> toMessage, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var message = StanzaSize.Check(toMessage());
            sent.Add(command, message);
            using var watch = pending.Add(message);
            await watch.WaitAsync(
                session.SendAsync(message, cancellationToken), () => catchUp().WaitAsync(cancellationToken)).ConfigureAwait(false);
            metrics.CountSent();
        }
        catch (XmppStanzaException e) when (Jid.TryParse(command.Dialog.Id, out var room) && rooms.HasForgottenUs(room, e.Error))
        {
            throw new ConnectorException("The account is not in the room any more; it joins again.", e);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            throw Failures.AtCommand(e);
        }
    }

    /// <summary>Sends what nobody misses, and returns when it is written.</summary>
    public Task PostAsync(Func<Message> toMessage, CancellationToken cancellationToken) =>
        Failures.TranslateAsync(() => session.PostAsync(toMessage(), cancellationToken));
}
