using System.Buffers;
using BotPlatform.BotSdk.Commands.Arguments;

namespace BotPlatform.Bots.Polls;

/// <summary>A poll as somebody asks for it: <c>"Lunch?" Pizza, Sushi, Salad --multiple</c>.</summary>
internal sealed record PollRequest(string Question, IReadOnlyList<string> Options, bool IsMultiple)
{
    private const int MaxQuestion = 300;
    private const int MaxOption = 100;
    private const string Multiple = "--multiple";

    // Telephones like to write others than the straight ones.
    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„«»");

    /// <summary>Reads it; null, with a sentence about it, when that makes no poll.</summary>
    public static PollRequest? Read(string text, PollTexts texts, out string problem)
    {
        problem = "";
        var isMultiple = TryTakeSwitch(ref text);
        if (!TrySplit(text, out var question, out var rest))
        {
            problem = texts.LikeThis;
            return null;
        }

        var options = rest.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(option => Clean(option, MaxOption)).Where(option => option.Length > 0).ToList();
        var hasTwins = options.Distinct(StringComparer.OrdinalIgnoreCase).Count() < options.Count;
        problem = Clean(question, MaxQuestion).Length == 0 ? texts.LikeThis
            : options.Count is < 2 or > Keycap.Max ? texts.HowMany
            : question.Length > MaxQuestion || options.Any(option => option.Length > MaxOption) ? texts.TooLong
            : hasTwins ? texts.Twins
            : "";
        return problem.Length > 0 ? null : new PollRequest(Clean(question, MaxQuestion), options, isMultiple);
    }

    private static string Clean(string text, int max) => ShownText.Of(text, max).Trim();

    private static bool TryTakeSwitch(ref string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith($"{Multiple} ", StringComparison.OrdinalIgnoreCase))
        {
            text = trimmed[Multiple.Length..].Trim();
            return true;
        }

        var isLast = trimmed.EndsWith($" {Multiple}", StringComparison.OrdinalIgnoreCase);
        text = isLast ? trimmed[..^Multiple.Length].Trim() : trimmed;
        return isLast;
    }

    // The question is what stands in quotes, or else reaches to the first question mark.
    private static bool TrySplit(string text, out string question, out string options)
    {
        var isQuoted = text.Length > 0 && Quotes.Contains(text[0]);
        var end = isQuoted ? text.AsSpan(1).IndexOfAny(Quotes) + 1 : text.IndexOf('?', StringComparison.Ordinal);
        var isSplit = end > 0;
        question = !isSplit ? "" : isQuoted ? text[1..end] : text[..(end + 1)];
        options = isSplit ? text[(end + 1)..] : "";
        return isSplit;
    }
}
