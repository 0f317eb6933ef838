using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Messages;

/// <summary>A message that is meant for the bot.</summary>
/// <param name="Message">The whole message.</param>
/// <param name="Text">What it says to the bot: the text without the bot's name and the white space around it.</param>
public sealed record Mention(MessageReceived Message, string Text)
{
    /// <summary>
    /// The message as one that is meant for the bot; null when it is not. In a group it says <c>@name</c>, or begins with <c>name:</c> or
    /// <c>name,</c>; in a direct dialog every message is. The account's user id is a name as well.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="names">What the bot is called there, without <c>@</c> and in any case.</param>
    public static Mention? Find(MessageReceived message, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(names);
        return FindName(message, names) is { } found ? new Mention(message, Without(message.Text, found))
            : message.DialogKind == DialogKind.Direct ? new Mention(message, message.Text.Trim())
            : null;
    }

    private static string Without(string text, Range name)
    {
        var before = text.AsSpan()[..name.Start].Trim();
        var after = text.AsSpan()[name.End..].Trim();
        return before.IsEmpty ? after.ToString() : after.IsEmpty ? before.ToString() : $"{before} {after}";
    }

    private static Range? FindName(MessageReceived message, IReadOnlyList<string> names)
    {
        var text = message.Text.AsSpan();
        foreach (var name in names.Append(message.Origin.Account.Id))
        {
            var start = text.Length - text.TrimStart().Length;
            var end = start + name.Length;
            if (end < text.Length && text[end] is ':' or ','
                && text[start..].StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return start..(end + 1);
            }

            if (FindAt(text, name) is { } at)
            {
                return at..(at + 1 + name.Length);
            }
        }

        return null;
    }

    // "me@example.org" does not mention example, nor "@roberta" robert.
    private static int? FindAt(ReadOnlySpan<char> text, string name)
    {
        for (var at = text.IndexOf('@'); at >= 0;)
        {
            var after = text[(at + 1)..];
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && after.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && (after.Length == name.Length || !IsInName(after[name.Length])))
            {
                return at;
            }

            var next = after.IndexOf('@');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return null;
    }

    private static bool IsInName(char character) => char.IsLetterOrDigit(character) || character is '-' or '_';
}
