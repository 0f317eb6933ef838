using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing;

/// <summary>
/// What bots should have done since the last step of the test. Each method that does not find it throws a <see cref="BotTestException"/>
/// that shows everything that was said; most return what they found.
/// </summary>
public static class Expectations
{
    /// <summary>
    /// It wrote exactly these messages, in this order, where the last event happened. What it wrote elsewhere is
    /// <see cref="Sent(IBotActs, string, ITestPlace)"/>.
    /// </summary>
    /// <returns>The last one.</returns>
    public static BotAct Replied(this IBotActs bot, params string[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Replied(bot, texts, (expected, actual) => expected == actual, "reply");
    }

    /// <summary>It wrote as many messages as there are parts, and each holds its part, whatever stands around it.</summary>
    /// <returns>The last one.</returns>
    public static BotAct RepliedWith(this IBotActs bot, params string[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return Replied(bot, parts, (part, actual) => actual.Contains(part, StringComparison.Ordinal), "reply with");
    }

    /// <summary>It wrote nothing where the last event happened.</summary>
    public static void DidNotReply(this IBotActs bot)
    {
        if (Replies(bot) is { Count: > 0 } replies)
        {
            throw Failure(bot, $"should not have replied, and said {Quoted(replies.Select(one => one.Text))}.");
        }
    }

    /// <summary>It wrote this there, perhaps among other things.</summary>
    public static BotAct Sent(this IBotActs bot, string text, ITestPlace to)
    {
        ArgumentNullException.ThrowIfNull(to);
        return Found<SendMessage>(
            bot, one => one.Text == text && one.Dialog == to.Dialog, $"write {Quoted([text])} to {to.Name}");
    }

    /// <summary>It sent a command of this kind, perhaps among others.</summary>
    /// <param name="bot">The bot.</param>
    /// <param name="where">Which one; null for any.</param>
    public static BotAct Sent<TCommand>(this IBotActs bot, Func<TCommand, bool>? where = null)
        where TCommand : class, IChatCommand =>
        Found<TCommand>(bot, one => where?.Invoke(one) ?? true, $"send such a {typeof(TCommand).Name}");

    /// <summary>It sent no command of this kind.</summary>
    /// <param name="bot">The bot.</param>
    /// <param name="where">Which ones it might have sent; null for none.</param>
    public static void DidNotSend<TCommand>(this IBotActs bot, Func<TCommand, bool>? where = null)
        where TCommand : class, IChatCommand
    {
        if (Acts(bot).Any(act => act.Command is TCommand one && (where?.Invoke(one) ?? true)))
        {
            throw Failure(bot, $"should not have sent such a {typeof(TCommand).Name}.");
        }
    }

    /// <summary>It did nothing at all, not even typing.</summary>
    public static void DidNothing(this IBotActs bot)
    {
        if (Acts(bot).Count > 0)
        {
            throw Failure(bot, "should have done nothing.");
        }
    }

    /// <summary>It reacted so to the last message, or to the one that is named.</summary>
    public static BotAct Reacted(this IBotActs bot, string reaction, string? messageId = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        var to = messageId ?? (bot.LastEvent as MessageReceived)?.MessageId;
        return Found<ChangeReactions>(
            bot, one => one.Add == reaction && (to is null || one.MessageId == to), $"react with {reaction}");
    }

    /// <summary>It showed that it is typing.</summary>
    public static void Typed(this IBotActs bot) => Found<SetTyping>(bot, one => one.IsTyping, "show that it is typing");

    /// <summary>It gave a message of its own this text.</summary>
    public static BotAct Edited(this IBotActs bot, string text) =>
        Found<EditMessage>(bot, one => one.Text == text, $"edit a message to {Quoted([text])}");

    /// <summary>It took a message back: this one, or any.</summary>
    public static BotAct Deleted(this IBotActs bot, string? messageId = null) =>
        Found<DeleteMessage>(bot, one => messageId is null || one.MessageId == messageId, "delete the message");

    private static BotAct Replied(IBotActs bot, string[] texts, Func<string, string, bool> fits, string verb)
    {
        if (texts.Length == 0)
        {
            throw new ArgumentException("Say what it replied; that it did not is DidNotReply().", nameof(texts));
        }

        var replies = Replies(bot);
        return replies.Count == texts.Length && texts.Zip(replies).All(pair => fits(pair.First, pair.Second.Text))
            ? replies[^1]
            : throw Failure(bot, $"should {verb} {Quoted(texts)}, and " + (replies.Count == 0
                ? "said nothing there."
                : $"said {Quoted(replies.Select(one => one.Text))}."));
    }

    private static BotAct Found<TCommand>(IBotActs bot, Func<TCommand, bool> fits, string what)
        where TCommand : class, IChatCommand =>
        Acts(bot).FirstOrDefault(act => act.Command is TCommand one && fits(one))
            ?? throw Failure(bot, $"should {what}, and did not.");

    private static List<BotAct> Replies(IBotActs bot)
    {
        var acts = Acts(bot);
        var dialog = bot.LastEvent is IChatEvent { Dialog: var one }
            ? one
            : throw Failure(bot, "cannot have replied: nothing came yet that happened in a dialog.");
        return [.. acts.Where(act => act.Command is SendMessage message && message.Dialog == dialog)];
    }

    private static IReadOnlyList<BotAct> Acts(IBotActs bot)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.ThrowIfNotAwaited();
        return bot.LastActs;
    }

    private static string Quoted(IEnumerable<string> texts) => string.Join(", then ", texts.Select(text => $"\"{text}\""));

    private static BotTestException Failure(IBotActs bot, string what) => new($"{bot.Name} {what}\n\n{bot.Transcript}");
}
