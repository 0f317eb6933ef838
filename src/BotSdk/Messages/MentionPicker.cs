using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Messages;

/// <summary>Picks messages that are meant for the bot.</summary>
internal sealed class MentionPicker : MessagePicker
{
    private readonly IReadOnlyList<string> _names;

    public MentionPicker(string bot, IReadOnlyList<string> names, Delegate handler)
        : base(handler, $"The mention of the bot '{bot}'", typeof(Mention)) => _names =
        names.Count > 0 && names.All(name => name.Trim().Length > 0)
            ? [.. names.Select(name => name.Trim().TrimStart('@'))]
            : throw new BotDefinitionException($"The bot '{bot}' handles mentions of nothing: give it names.");

    public override object? Pick(MessageReceived message) =>
        FindName(message) is { } found ? new Mention(message, Without(message.Text, found))
        : message.DialogKind == DialogKind.Direct ? new Mention(message, message.Text.Trim())
        : null;

    private static string Without(string text, Range name)
    {
        var before = text.AsSpan()[..name.Start].Trim();
        var after = text.AsSpan()[name.End..].Trim();
        return before.IsEmpty ? after.ToString() : after.IsEmpty ? before.ToString() : $"{before} {after}";
    }

    private Range? FindName(MessageReceived message)
    {
        var text = message.Text.AsSpan();
        foreach (var name in _names.Append(message.Origin.Account.Id))
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
