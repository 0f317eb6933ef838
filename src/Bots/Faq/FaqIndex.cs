using BotPlatform.Bots.Words;

namespace BotPlatform.Bots.Faq;

/// <summary>
/// Finds the questions that a text asks. Two texts are as near as the words that they share, where rare words weigh more than common
/// ones (inverse document frequency), and words of grammar nothing.
/// </summary>
internal sealed class FaqIndex
{
    private const int MaxWords = 60;

    private static readonly HashSet<string> Grammar = [..
        ("a an and are as at be but by can could do does did for from had has have he her his how i if in is it its me my no not of on or our "
        + "please she should so than that the their them then there these they this to was we were what when where which who why will with "
        + "would you your "
        + "aber als am an auch auf aus bei bin bis bist bitte da das dass dein dem den der des die dies diese du ein eine einem einen einer er "
        + "es fur hat habe haben hier ich ihr im in ist ja kann kannst kein keine konnen man mein meine mich mir mit nach nicht noch nur oder "
        + "sein sich sie sind so um und uns unser vom von vor wann war warum was wenn wer wie wir wird wo zu zum zur").Split(' ')];

    private readonly IReadOnlyList<(FaqEntry Entry, string[] Words)> _phrases;
    private readonly Dictionary<string, double> _weights;
    private readonly double _unknown;

    public FaqIndex(IReadOnlyList<FaqEntry> entries)
    {
        Entries = entries;
        _phrases = [.. entries.SelectMany(entry => entry.Phrasings.Prepend(entry.Title).Select(phrase => (entry, WordsOf(phrase))))];
        _unknown = Math.Log(1 + _phrases.Count);
        _weights = _phrases.SelectMany(phrase => phrase.Words).CountBy(word => word)
            .ToDictionary(one => one.Key, one => Math.Log(1 + ((double)_phrases.Count / one.Value)));
    }

    /// <summary>Reads a file of questions.</summary>
    public static FaqIndex Parse(string markdown) => new(FaqParser.Parse(markdown));

    /// <summary>All questions, in the order of the file.</summary>
    public IReadOnlyList<FaqEntry> Entries { get; }

    /// <summary>The questions that are at least so near, the nearest first.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="threshold">From 0, which nothing has in common, to 1, the same words.</param>
    public IReadOnlyList<FaqMatch> Find(string text, double threshold)
    {
        var asked = WordsOf(text);
        return [.. _phrases
            .Select(phrase => new FaqMatch(phrase.Entry, Likeness(asked, phrase.Words)))
            .Where(match => match.Likeness > 0 && match.Likeness >= threshold)
            .GroupBy(match => match.Entry)
            .Select(matches => matches.MaxBy(match => match.Likeness)!)
            .OrderByDescending(match => match.Likeness)];
    }

    // A question of nothing but grammar ("Who are you?") keeps its words.
    private static string[] WordsOf(string text)
    {
        var all = WordList.Of(text, MaxWords).Distinct().ToArray();
        var telling = all.Where(word => !Grammar.Contains(word)).ToArray();
        return telling.Length > 0 ? telling : all;
    }

    private double Likeness(string[] asked, string[] phrase)
    {
        var shared = phrase.Where(word => asked.Any(one => IsLike(one, word))).Sum(Weigh);
        return shared == 0 ? 0 : Math.Min(1, shared / Math.Sqrt(asked.Sum(word => WeighAsked(word, phrase)) * phrase.Sum(Weigh)));
    }

    private double Weigh(string word) => _weights.GetValueOrDefault(word, _unknown);

    private double WeighAsked(string word, string[] phrase) =>
        phrase.FirstOrDefault(one => IsLike(word, one)) is { } like ? Weigh(like) : Weigh(word);

    // Endings differ: password and passwords, Öffnungszeit and Öffnungszeiten.
    private static bool IsLike(string one, string other)
    {
        var (shorter, longer) = one.Length < other.Length ? (one, other) : (other, one);
        return shorter == longer
            || (shorter.Length >= 4 && longer.Length - shorter.Length <= 2 && longer.StartsWith(shorter, StringComparison.Ordinal));
    }
}

/// <summary>A question that a text may ask.</summary>
/// <param name="Entry">The question.</param>
/// <param name="Likeness">From 0 to 1.</param>
internal sealed record FaqMatch(FaqEntry Entry, double Likeness);
