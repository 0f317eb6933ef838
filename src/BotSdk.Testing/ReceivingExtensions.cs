using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing;

/// <summary>What can happen to bots besides messages.</summary>
public static class ReceivingExtensions
{
    /// <summary>The sender of a message gives it another text.</summary>
    public static Incoming<MessageEdited> ReceivesEdit(this BotTest bot, MessageReceived message, string text)
    {
        ArgumentNullException.ThrowIfNull(bot);
        return bot.Begin(frame => Sample.Edited(message, text) with { Origin = frame.Origin });
    }

    /// <summary>The sender of a message takes it back.</summary>
    public static Incoming<MessageDeleted> ReceivesDeletion(this BotTest bot, MessageReceived message)
    {
        ArgumentNullException.ThrowIfNull(bot);
        return bot.Begin(frame => Sample.Deleted(message) with { Origin = frame.Origin });
    }

    /// <summary>Somebody reacts to a message of a user.</summary>
    public static Incoming<ReactionsChanged> ReceivesReaction(this BotTest bot, string reaction, MessageReceived to)
    {
        ArgumentNullException.ThrowIfNull(to);
        return ReceivesReaction(bot, reaction, to.MessageId, to.Dialog);
    }

    /// <summary>Somebody reacts to a message of a bot.</summary>
    /// <param name="bot">The bots.</param>
    /// <param name="reaction">Mostly a single emoji.</param>
    /// <param name="to">What <see cref="Expectations.Replied(IBotActs, string[])"/> has found.</param>
    public static Incoming<ReactionsChanged> ReceivesReaction(this BotTest bot, string reaction, BotAct to)
    {
        ArgumentNullException.ThrowIfNull(to);
        return to.MessageId is { } id
            ? ReceivesReaction(bot, reaction, id, to.Command.Dialog)
            : throw new BotTestException($"Nobody can react to a {to.Command.GetType().Name}.");
    }

    /// <summary>Somebody begins typing, or stops.</summary>
    public static Incoming<TypingChanged> ReceivesTyping(this BotTest bot, bool isTyping = true)
    {
        ArgumentNullException.ThrowIfNull(bot);
        return bot.Begin(frame => new TypingChanged
        {
            Origin = frame.Origin,
            Dialog = frame.Dialog,
            DialogKind = frame.Kind,
            User = frame.User.User,
            IsTyping = isTyping,
        });
    }

    /// <summary>Somebody's app tells the bots something.</summary>
    public static Incoming<SystemMessageReceived> ReceivesSystemMessage(this BotTest bot, params (string Key, string Value)[] parameters)
    {
        ArgumentNullException.ThrowIfNull(bot);
        return bot.Begin(frame => new SystemMessageReceived
        {
            Origin = frame.Origin,
            Dialog = frame.User.Dialog,
            Sender = frame.User.User,
            Parameters = parameters.ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal),
        });
    }

    private static Incoming<ReactionsChanged> ReceivesReaction(BotTest bot, string reaction, string messageId, DialogRef dialog)
    {
        ArgumentNullException.ThrowIfNull(bot);
        return bot.Begin(frame => new ReactionsChanged
        {
            Origin = frame.Origin,
            Dialog = dialog,
            DialogKind = bot.KindOf(dialog),
            MessageId = messageId,
            User = frame.User.User,
            Added = [reaction],
        });
    }
}
