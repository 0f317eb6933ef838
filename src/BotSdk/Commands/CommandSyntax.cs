using System.Buffers;
using System.Text;
using BotPlatform.BotSdk.Commands.Arguments;

namespace BotPlatform.BotSdk.Commands;

/// <summary>How a command is written: <c>!name rest</c>.</summary>
public static class CommandSyntax
{
    /// <summary>What a command begins with.</summary>
    public const char Prefix = '!';

    /// <summary>
    /// Reads the name and what follows it. White space before the prefix is ignored; a prefix that no letter or digit follows
    /// (<c>!!!</c>) makes no command.
    /// </summary>
    public static bool TryRead(string text, out ReadOnlySpan<char> name, out ReadOnlySpan<char> rest)
    {
        var trimmed = text.AsSpan().TrimStart();
        name = rest = default;
        if (trimmed.Length < 2 || trimmed[0] != Prefix)
        {
            return false;
        }

        SplitWord(trimmed[1..], out name, out rest);
        return IsName(name);
    }

    /// <summary>The first word, and what follows it without the white space around it.</summary>
    internal static void SplitWord(ReadOnlySpan<char> text, out ReadOnlySpan<char> word, out ReadOnlySpan<char> rest)
    {
        var end = 0;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        word = text[..end];
        rest = text[end..].Trim();
    }

    internal static bool IsName(ReadOnlySpan<char> name)
    {
        if (Rune.DecodeFromUtf16(name, out var first, out _) != OperationStatus.Done || !Rune.IsLetterOrDigit(first))
        {
            return false;
        }

        foreach (var character in name)
        {
            if (char.IsWhiteSpace(character))
            {
                return false;
            }
        }

        return true;
    }

    internal static IReadOnlyList<string> SplitArguments(string rest)
    {
        var arguments = new List<string>();
        var cursor = new ArgumentCursor(rest);
        while (cursor.TryRead(out var argument))
        {
            arguments.Add(argument);
        }

        return arguments;
    }

    /// <summary>Writes a text so that it is read as one argument again.</summary>
    internal static string Quote(string argument)
    {
        var end = argument.Length;
        while (end > 0 && argument[end - 1] == '\\')
        {
            end--; // before the closing quote they would make it a quote of the text
        }

        return $"\"{argument[..end].Replace("\"", "\\\"", StringComparison.Ordinal)}\"{argument[end..]}";
    }
}
