namespace BotPlatform.Bots.Reminders;

/// <summary>What is wrong with a request.</summary>
internal enum ReminderProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It names no time that is understood.</summary>
    NoTime,

    /// <summary>It does not say of what to remind.</summary>
    NoText,

    /// <summary>The time has been.</summary>
    Past,

    /// <summary>The time is more than five years away.</summary>
    TooFar,

    /// <summary>It is too long.</summary>
    TooLong,
}

/// <summary>Of what somebody wants to be reminded, and when.</summary>
/// <param name="Text">Of what.</param>
/// <param name="When">When.</param>
internal sealed record ReminderRequest(string Text, When When)
{
    private const int MaxLength = 1_000;
    private const int MaxDays = 5 * 366;

    private static readonly HashSet<string> Whom = ["me", "us", "mich", "uns"];
    private static readonly HashSet<string> Links = ["to", "that", "about", "of", "an", "dass", "daran", "zu", ":", "-"];

    /// <summary>Reads what follows <c>!remind</c>: <c>us tomorrow 9:00 to water the plants</c>, or the time at the end.</summary>
    /// <param name="text">In English or German.</param>
    /// <param name="now">The moment from which tomorrow is counted.</param>
    /// <param name="zone">Where the clock hangs.</param>
    /// <param name="problem">What is wrong, when there is no request.</param>
    public static ReminderRequest? Read(string text, DateTimeOffset now, TimeZoneInfo zone, out ReminderProblem problem)
    {
        if (text.Length > MaxLength)
        {
            problem = ReminderProblem.TooLong;
            return null;
        }

        var words = TimeWord.Split(text);
        var begin = words.Count > 0 && Whom.Contains(words[0].Plain) ? 1 : 0;
        var reader = new WhenReader(words, now, zone);
        var (when, what) = ReadAtBegin(reader, words, begin, text);
        if (when is null)
        {
            (when, what) = ReadAtEnd(reader, words, begin, text);
        }

        problem = when is null ? ReminderProblem.NoTime
            : what.Length == 0 ? ReminderProblem.NoText
            : when.At <= now ? ReminderProblem.Past
            : when.At > now.AddDays(MaxDays) ? ReminderProblem.TooFar
            : ReminderProblem.None;
        return problem == ReminderProblem.None ? new ReminderRequest(what, when!) : null;
    }

    private static (When? When, string What) ReadAtBegin(WhenReader reader, IReadOnlyList<TimeWord> words, int begin, string text)
    {
        var position = begin;
        return reader.TryRead(ref position, out var when) ? (when, Cut(words, position, words.Count, text)) : default;
    }

    private static (When? When, string What) ReadAtEnd(WhenReader reader, IReadOnlyList<TimeWord> words, int begin, string text)
    {
        for (var start = begin + 1; start < words.Count; start++)
        {
            var position = start;
            if (reader.TryRead(ref position, out var when) && position == words.Count)
            {
                return (when, Cut(words, begin, start, text));
            }
        }

        return default;
    }

    private static string Cut(IReadOnlyList<TimeWord> words, int from, int to, string text)
    {
        while (from < to && Links.Contains(words[from].Plain))
        {
            from++;
        }

        return from < to ? text[words[from].Start..words[to - 1].End].Trim(' ', ',', ':') : "";
    }
}
