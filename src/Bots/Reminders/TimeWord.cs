using System.Text;
using BotPlatform.Bots.Words;

namespace BotPlatform.Bots.Reminders;

/// <summary>A word of a request.</summary>
/// <param name="Plain">In lower case, without accents and the comma behind it.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
internal sealed record TimeWord(string Plain, int Start, int End)
{
    /// <summary>The words of a text.</summary>
    public static IReadOnlyList<TimeWord> Split(string text)
    {
        var words = new List<TimeWord>();
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            if (end > at)
            {
                words.Add(new TimeWord(PlainOf(text[at..end]), at, end));
            }

            at = end + 1;
        }

        return words;
    }

    private static string PlainOf(string word)
    {
        var plain = new StringBuilder();
        foreach (var rune in word.EnumerateRunes())
        {
            Letters.AddPlain(plain, rune);
        }

        return plain.Length > 1 ? plain.ToString().TrimEnd(',', ';', ':') : plain.ToString();
    }
}
