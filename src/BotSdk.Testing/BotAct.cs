using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing;

/// <summary>Something that a bot did in a dialog.</summary>
/// <param name="Bot">The name of the bot.</param>
/// <param name="Command">What.</param>
public sealed record BotAct(string Bot, IChatCommand Command)
{
    /// <summary>The text of a message or an edit; empty for everything else.</summary>
    public string Text => Command switch
    {
        SendMessage message => message.Text,
        EditMessage edit => edit.Text,
        _ => "",
    };

    /// <summary>The network's id of the message that was sent, edited, deleted or reacted to; null for everything else.</summary>
    public string? MessageId { get; init; }

    /// <summary>With which step of the test it came, counted from 1.</summary>
    internal int Step { get; init; }

    /// <summary>In words, behind the bot's name, without ids that differ from one run to the next.</summary>
    internal string Describe(Func<DialogRef, string> nameOf)
    {
        var where = nameOf(Command.Dialog);
        return Command switch
        {
            SendMessage message => $"-> {where}: {Carried(message)}",
            EditMessage edit => $"edits a message, {where}: {edit.Text}",
            DeleteMessage => $"deletes a message, {where}",
            ChangeReactions change => $"reacts, {where}:{Signed(" +", change.Add)}{Signed(" -", change.Remove)}",
            SetTyping typing => typing.IsTyping ? $"is typing, {where}" : $"stops typing, {where}",
            SendSystemMessage system => $"tells the app, {where}: {string.Join(", ", system.Parameters.Select(p => $"{p.Key}={p.Value}"))}",
            MarkDelivered => $"marks a message as delivered, {where}",
            MarkRead => $"marks a message as read, {where}",
            _ => $"{Command.GetType().Name}, {where}",
        };
    }

    private static string Carried(SendMessage message) => message.Attachments.Count == 0
        ? message.Text
        : $"{message.Text} [{string.Join(", ", message.Attachments.Select(one => one.Name ?? one.Type))}]".TrimStart();

    private static string Signed(string sign, string? reaction) => reaction is null ? "" : sign + reaction;
}

/// <summary>
/// What bots did: all bots of a <see cref="BotTest"/>, or one of them. <see cref="Expectations"/> says what it should have been.
/// </summary>
public interface IBotActs
{
    /// <summary>What they did since the last step of the test, in order.</summary>
    IReadOnlyList<BotAct> LastActs { get; }

    /// <summary>What has happened so far, whoever did it.</summary>
    Transcript Transcript { get; }

    /// <summary>What came last; null before anything came.</summary>
    IAccountEvent? LastEvent { get; }

    /// <summary>What a failed test calls them.</summary>
    string Name { get; }

    /// <summary>Refuses to look while something that the test lets happen was not awaited.</summary>
    /// <exception cref="BotTestException">Something was not.</exception>
    void ThrowIfNotAwaited();
}
