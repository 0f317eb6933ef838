using BotPlatform.Bots.Settings;

namespace BotPlatform.Bots.Faq;

/// <summary>
/// Reads questions out of Markdown. A heading is a question and the text below it the answer. Other phrasings stand between them, as a
/// list or behind <c>Also:</c> with commas. A heading with headings below it and no text is a section, and no question.
/// </summary>
internal static class FaqParser
{
    /// <summary>How many characters an answer may have.</summary>
    public const int MaxAnswer = 4000;

    private const int MaxEntries = 1000;

    private static readonly string[] AlsoWords = ["also:", "auch:"];

    /// <exception cref="FileFormatException">It says what is wrong, and in which line.</exception>
    public static IReadOnlyList<FaqEntry> Parse(string markdown)
    {
        var sections = Split(markdown.ReplaceLineEndings("\n").Split('\n'));
        var entries = new List<FaqEntry>();
        var titles = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < sections.Count; i++)
        {
            var section = sections[i];
            if (section.Body.All(string.IsNullOrWhiteSpace) && i + 1 < sections.Count && sections[i + 1].Level > section.Level)
            {
                continue;
            }

            entries.Add(Read(section));
            if (!titles.Add(section.Title))
            {
                throw new FileFormatException(section.Line, $"the question '{section.Title}' is there already.");
            }
        }

        return entries.Count switch
        {
            0 => throw new FileFormatException(1, "there is no question: write it as a heading, '## How do I …?', and the answer below it."),
            > MaxEntries => throw new FileFormatException(sections[MaxEntries].Line, $"{MaxEntries} questions are the limit."),
            _ => entries,
        };
    }

    private static List<Section> Split(string[] lines)
    {
        var sections = new List<Section>();
        int? fence = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.Any(one => char.IsControl(one) && one != '\t'))
            {
                throw new FileFormatException(i + 1, "there is something that is no text.");
            }

            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                fence = fence is null ? i + 1 : null;
            }

            var level = fence is null ? LevelOf(line) : 0;
            if (level == 0)
            {
                sections.LastOrDefault()?.Body.Add(line);
                continue;
            }

            var title = line[level..].Trim().TrimEnd('#').Trim();
            sections.Add(title.Length > 0 ? new Section(i + 1, level, title, []) : throw new FileFormatException(i + 1, "the heading is empty."));
        }

        return fence is { } open ? throw new FileFormatException(open, "the code that begins here never ends.") : sections;
    }

    private static int LevelOf(string line)
    {
        var level = line.TakeWhile(one => one == '#').Count();
        return level is >= 1 and <= 6 && (line.Length == level || line[level] == ' ') ? level : 0;
    }

    private static FaqEntry Read(Section section)
    {
        var body = section.Body.SkipWhile(string.IsNullOrWhiteSpace).ToList();
        var head = body.TakeWhile(line => string.IsNullOrWhiteSpace(line) || IsItem(line) || AfterAlso(line) is not null).ToList();
        if (head.Count == body.Count && !head.Exists(line => AfterAlso(line) is not null))
        {
            head = []; // a list and nothing else is the answer
        }

        var phrasings = head.SelectMany(line => AfterAlso(line)?.Split(',') ?? (IsItem(line) ? [line.TrimStart()[2..]] : []))
            .Select(one => one.Trim()).Where(one => one.Length > 0).ToList();
        var answer = string.Join('\n', body.Skip(head.Count)).Trim();
        return answer.Length switch
        {
            0 => throw new FileFormatException(section.Line, $"the question '{section.Title}' has no answer."),
            > MaxAnswer => throw new FileFormatException(
                section.Line, $"the answer has {answer.Length} characters, and {MaxAnswer} are the limit."),
            _ => new FaqEntry(section.Title, phrasings, answer),
        };
    }

    private static bool IsItem(string line) => line.TrimStart() is ['-' or '*' or '+', ' ', ..];

    private static string? AfterAlso(string line) =>
        AlsoWords.FirstOrDefault(word => line.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is { } word ? line[word.Length..] : null;

    private sealed record Section(int Line, int Level, string Title, List<string> Body);
}
