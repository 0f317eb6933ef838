using System.Text;
using System.Xml;

namespace BotPlatform.BotHost.Announcements.Templates;

/// <summary>What strangers say of themselves, made harmless for the text around it.</summary>
internal static class CleanText
{
    /// <summary>A value is cut here.</summary>
    public const int MaxLength = 4_000;

    /// <summary>
    /// Without what a message cannot carry, without the marks that turn the direction of what follows (letters keep theirs), and cut at
    /// <see cref="MaxLength"/>.
    /// </summary>
    /// <param name="text">What was said.</param>
    /// <param name="isLine">Whether it is one line, such as a name: breaks become blanks.</param>
    public static string Of(string text, bool isLine)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes()) // half a character becomes U+FFFD
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            if (isLine && (rune.Value is '\t' or '\n' or '\r' or 0x85 or 0x2028 or 0x2029))
            {
                clean.Append(' ');
            }
            else if (IsCarried(rune) && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    /// <summary>Where the first character is that a message cannot carry; negative when there is none.</summary>
    public static int FirstUncarried(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) ? i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]) : !XmlConvert.IsXmlChar(text[i]))
            {
                return i;
            }

            i += char.IsSurrogate(text[i]) ? 1 : 0;
        }

        return -1;
    }

    private static bool IsCarried(Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);
}
