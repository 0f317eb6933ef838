using System.Buffers;
using System.Text;

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

        trimmed = trimmed[1..];
        var end = 0;
        while (end < trimmed.Length && !char.IsWhiteSpace(trimmed[end]))
        {
            end++;
        }

        name = trimmed[..end];
        rest = trimmed[end..].Trim();
        return IsName(name);
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
        var word = new StringBuilder();
        var inWord = false;
        var quoted = false;
        for (var i = 0; i < rest.Length; i++)
        {
            var character = rest[i];
            if (character == '\\' && i + 1 < rest.Length && rest[i + 1] == '"')
            {
                word.Append('"');
                inWord = true;
                i++;
            }
            else if (character == '"')
            {
                quoted = !quoted;
                inWord = true; // "" is an argument too: the empty one
            }
            else if (char.IsWhiteSpace(character) && !quoted)
            {
                Finish();
            }
            else
            {
                word.Append(character);
                inWord = true;
            }
        }

        Finish();
        return arguments;

        void Finish()
        {
            if (inWord)
            {
                arguments.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }
    }
}
