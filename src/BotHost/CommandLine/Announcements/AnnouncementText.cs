using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.CommandLine.Announcements;

/// <summary>Audiences and schedules in a line.</summary>
internal static class AnnouncementText
{
    private const int MostIds = 5;

    public static string Of(AnnouncementAudience audience)
    {
        string?[] parts =
        [
            Ids("users", audience.Users.Select(user => user.Id)),
            Ids("dialogs", audience.Dialogs.Select(dialog => dialog.Id)),
            audience.DialogTypes.Count == 0 ? null : $"all dialogs of type {string.Join(", ", audience.DialogTypes)}",
            Ids("the members of", audience.MembersOf.Select(dialog => dialog.Id)),
            .. audience.Find.Select(query => Ids($"users with {query.Key}", query.Values)),
            Ids("but not", audience.Except.Select(user => user.Id)),
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    public static string Of(AnnouncementSchedule schedule)
    {
        var when = schedule switch
        {
            { At: { } at } => $"once, at {at}",
            { Cron: { } cron } => $"cron {cron}",
            { Every: { } every } => $"every {every}",
            _ => $"rule {schedule.Rule}",
        };
        var from = schedule.From is { } first ? $", from {first}" : "";
        var until = schedule.Until is { } last ? $", until {last}" : "";
        return $"{when}{from}{until}, {schedule.TimeZone}, missed: {schedule.Misfire}";
    }

    private static string? Ids(string what, IEnumerable<string> ids)
    {
        var all = ids.ToList();
        return all.Count == 0 ? null
            : all.Count <= MostIds ? $"{what} {string.Join(", ", all)}"
            : $"{what} {string.Join(", ", all.Take(MostIds))} and {all.Count - MostIds:#,0} more";
    }
}
