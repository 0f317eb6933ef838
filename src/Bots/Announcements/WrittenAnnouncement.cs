using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Bots.Announcements;

/// <summary>
/// An announcement as people write it in chat: in the first line the name and <c>key=value</c>, quoted where a value has spaces, and the text in
/// the lines that follow.
/// </summary>
internal static partial class WrittenAnnouncement
{
    private const string HowTo =
        "Write: !announce create NAME to=101,102 at=2026-12-24T18:00 zone=Europe/Berlin, and the text in the next lines. Besides to= there are "
        + "dialogs=, members=, type=, tag= and except=; besides at= cron=\"0 9 * * 1-5\", every=1.00:00:00, rule= and until=.";

    public static bool TryRead(
        string text, AccountRef account, [NotNullWhen(true)] out Announcement? announcement, [NotNullWhen(false)] out string? problem)
    {
        (announcement, problem) = (null, HowTo);
        var parts = text.Split('\n', 2);
        var words = Word().Matches(parts[0]).Select(match => match.Value).ToList();
        if (words.Count < 2 || parts.Length < 2 || words[0].Contains('=', StringComparison.Ordinal))
        {
            return false;
        }

        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in words.Skip(1))
        {
            var pair = word.Split('=', 2);
            if (pair.Length < 2 || !values.TryAdd(pair[0], pair[1].Trim('"', '“', '”', '„')))
            {
                problem = $"I do not understand '{word}'. {HowTo}";
                return false;
            }
        }

        announcement = Read(words[0], account, parts[1].Trim(), values, out problem);
        return announcement is not null;
    }

    private static Announcement? Read(
        string name, AccountRef account, string text, Dictionary<string, string> values, out string? problem)
    {
        problem = null;
        if (values.TryGetValue("every", out var interval) && !TimeSpan.TryParse(interval, null, out _))
        {
            problem = $"every= is '{interval}', which is no length of time such as 06:00:00 or 1.00:00:00.";
        }

        if (values.TryGetValue("type", out var kind) && !Enum.TryParse<DialogType>(kind, ignoreCase: true, out _))
        {
            problem = $"type= is '{kind}': there are {string.Join(", ", Enum.GetNames<DialogType>())}.";
        }

        var announcement = new Announcement
        {
            Name = name,
            Account = account,
            Content = new AnnouncementContent { Text = text },
            Audience = new AnnouncementAudience
            {
                Users = [.. List("to").Select(id => new UserRef(id))],
                Dialogs = [.. List("dialogs").Select(id => new DialogRef(id))],
                MembersOf = [.. List("members").Select(id => new DialogRef(id))],
                DialogTypes = Enum.TryParse<DialogType>(Take("type"), ignoreCase: true, out var type) ? [type] : [],
                Find = List("tag") is { Length: > 0 } tags ? [new UserQuery(UserKey.Tag, tags)] : [],
                Except = [.. List("except").Select(id => new UserRef(id))],
            },
            Schedule = ScheduleOf(Take("at"), Take("cron"), Take("every"), Take("rule"), Take("zone"), Take("until")),
        };
        if (problem is null && values.Count > 0)
        {
            problem = $"I do not know {string.Join(", ", values.Keys.Select(key => $"{key}="))}. {HowTo}";
        }

        return problem is null ? announcement : null;

        string? Take(string key) => values.Remove(key, out var value) ? value : null;

        string[] List(string key) =>
            Take(key)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
    }

    private static AnnouncementSchedule? ScheduleOf(string? at, string? cron, string? every, string? rule, string? zone, string? until) =>
        at is null && cron is null && every is null && rule is null ? null : new AnnouncementSchedule
        {
            At = at,
            Cron = cron,
            Every = every is not null && TimeSpan.TryParse(every, null, out var interval) ? interval : null,
            Rule = rule,
            TimeZone = zone ?? "UTC",
            Until = until,
        };

    [GeneratedRegex("""[^\s="“„]+=["“„][^"“”]*["“”]|\S+""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
