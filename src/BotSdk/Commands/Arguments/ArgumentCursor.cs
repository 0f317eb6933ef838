using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace BotPlatform.BotSdk.Commands.Arguments;

/// <summary>
/// Goes through what follows a command's name, argument by argument, each character once. Words in "double quotes" are one argument;
/// <c>\"</c> is a quote; a quote that is never closed reaches to the end.
/// </summary>
internal struct ArgumentCursor(string text)
{
    private int _position;

    /// <summary>Whether a quote was opened and never closed in what was read so far.</summary>
    public bool IsUnclosed { get; private set; }

    /// <summary>What was not read yet, as it was typed; null at the end.</summary>
    public string? TakeRest()
    {
        var rest = text.AsSpan(_position).Trim();
        _position = text.Length;
        return rest.IsEmpty ? null : rest.ToString();
    }

    /// <summary>False at the end.</summary>
    public bool TryRead([NotNullWhen(true)] out string? argument)
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }

        argument = _position == text.Length ? null : TryReadPlain() ?? ReadQuoted();
        return argument is not null;
    }

    // Most words have no quotes, and need no copy that grows.
    private string? TryReadPlain()
    {
        var end = _position;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            if (text[end++] == '"')
            {
                return null;
            }
        }

        var word = text[_position..end];
        _position = end;
        return word;
    }

    private string ReadQuoted()
    {
        var word = new StringBuilder();
        var quoted = false;
        for (; _position < text.Length; _position++)
        {
            var character = text[_position];
            if (character == '\\' && _position + 1 < text.Length && text[_position + 1] == '"')
            {
                word.Append('"');
                _position++;
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (char.IsWhiteSpace(character) && !quoted)
            {
                break;
            }
            else
            {
                word.Append(character);
            }
        }

        IsUnclosed |= quoted;
        return word.ToString();
    }
}
