using System.Text;
using BotPlatform.Bots.Settings;
using BotPlatform.Bots.Words;

namespace BotPlatform.Bots.Moderation;

/// <summary>
/// Words that are not welcome. Whole words and phrases are found, in any case, also with accents, invisible characters, letters of other
/// scripts or digits that look alike, letters that are repeated, or single letters with something between them. What is only part of a
/// longer word is not found, save in scripts that put no space between words.
/// </summary>
internal sealed class WordFilter
{
    private readonly IReadOnlyList<string> _words;

    public WordFilter(IEnumerable<string> words) => _words = [.. words.Select(Plain).Where(word => word != " ").Distinct()];

    /// <summary>Reads a file with a word or phrase a line; lines that begin with <c>#</c> are comments.</summary>
    /// <exception cref="FileFormatException">A line holds no letter or digit.</exception>
    public static WordFilter Parse(string text)
    {
        var words = new List<string>();
        foreach (var (index, line) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (line.Trim() is { Length: > 0 } word && word[0] != '#')
            {
                words.Add(Plain(word) != " " ? word : throw new FileFormatException(index + 1, $"'{word}' is no word."));
            }
        }

        return words.Count > 0 ? new WordFilter(words) : throw new FileFormatException(1, "there is no word.");
    }

    /// <summary>Whether one of the words is in a text.</summary>
    public bool IsFoundIn(string text)
    {
        var plain = Plain(text);
        var spelled = Spelled(plain);
        var squeezed = Squeeze(plain);
        return _words.Any(word => Holds(plain, word) || Holds(squeezed, word) || Holds(squeezed, Squeeze(word))
            || (word.Length > 4 && spelled.Contains(word.Trim(), StringComparison.Ordinal)));
    }

    private static bool Holds(string text, string word) => text.Contains(
        word.Trim().EnumerateRunes().All(WordList.IsDense) ? word.Trim() : word, StringComparison.Ordinal);

    // " words in plain letters ", with one space between them and around them.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(" ");
        foreach (var rune in text.EnumerateRunes())
        {
            if (Letters.BelongsToWord(rune))
            {
                Letters.AddPlain(plain, rune);
            }
            else if (plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        var words = plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Latin);
        return $" {string.Join(' ', words)} ".Replace("  ", " ", StringComparison.Ordinal);
    }

    // A number stays a number, and so does the name of a model; a digit among letters is one of them.
    private static string Latin(string word) => word.Count(char.IsLetter) >= Math.Max(1, word.Count(char.IsAsciiDigit))
        ? string.Concat(word.Select(one => one switch
        {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            _ => Letters.LookOf(one),
        }))
        : word;

    // "b a d" is "bad": three or more single letters in a row.
    private static string Spelled(string plain)
    {
        var runs = new StringBuilder();
        var run = new StringBuilder();
        foreach (var word in plain.Split(' '))
        {
            if (word.Length == 1)
            {
                run.Append(word);
                continue;
            }

            runs.Append(run.Length >= 3 ? $" {run}" : "");
            run.Clear();
        }

        return runs.Append(run.Length >= 3 ? $" {run}" : "").ToString();
    }

    // "baaad" is "bad", and "aal" stays.
    private static string Squeeze(string plain)
    {
        var squeezed = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length;)
        {
            var end = i;
            while (end < plain.Length && plain[end] == plain[i])
            {
                end++;
            }

            squeezed.Append(plain[i], end - i >= 3 ? 1 : end - i);
            i = end;
        }

        return squeezed.ToString();
    }
}
