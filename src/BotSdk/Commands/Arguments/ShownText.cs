using System.Globalization;
using System.Text;

namespace BotPlatform.BotSdk.Commands.Arguments;

/// <summary>What somebody wrote, fit to be shown inside of a sentence: short, on one line, and not turning the sentence around.</summary>
public static class ShownText
{
    /// <summary>Makes it so.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="maxCharacters">How many characters are left; an ellipsis stands for the others.</param>
    public static string Of(string text, int maxCharacters = 40)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder();
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (count++ == maxCharacters)
            {
                return shown.Append('…').ToString();
            }

            if (Rune.IsWhiteSpace(rune))
            {
                shown.Append(' ');
            }
            else if (!IsInvisible(rune))
            {
                shown.Append(rune);
            }
        }

        return shown.ToString();
    }

    // Marks of direction are of this category. So are the joiners of emoji, which stay.
    private static bool IsInvisible(Rune rune) =>
        Rune.IsControl(rune) || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D));
}
