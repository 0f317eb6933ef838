using System.Text;

namespace BotPlatform.Bots.Words;

/// <summary>A text in words as they are compared.</summary>
internal static class WordList
{
    /// <summary>
    /// The words of a text in their order, in plain letters. Scripts that put no space between words give each pair of neighbours.
    /// </summary>
    /// <param name="text">As somebody wrote it.</param>
    /// <param name="max">How many words are read; what follows is left out.</param>
    public static IReadOnlyList<string> Of(string text, int max = int.MaxValue)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isDense = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (words.Count >= max)
            {
                return words;
            }

            var belongs = Letters.BelongsToWord(rune);
            if (!belongs || (word.Length > 0 && isDense != IsDense(rune) && !Letters.IsPartOfLetter(rune)))
            {
                Finish();
            }

            if (belongs)
            {
                isDense = word.Length == 0 ? IsDense(rune) : isDense;
                Letters.AddPlain(word, rune);
            }
        }

        Finish();
        return words;

        void Finish()
        {
            if (isDense && word.Length > 1)
            {
                words.AddRange(Enumerable.Range(0, word.Length - 1).Select(at => word.ToString(at, 2)));
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
            }

            word.Clear();
        }
    }

    /// <summary>Whether it is of a script that puts no space between words: Han, kana, Thai, Lao, Khmer.</summary>
    public static bool IsDense(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF)
        or (>= 0x0E00 and <= 0x0EFF) or (>= 0x1780 and <= 0x17FF) or (>= 0x20000 and <= 0x3FFFF);
}
