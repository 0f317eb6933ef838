using System.Text.RegularExpressions;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Checks;

/// <summary>Finds what is wrong with an announcement before anything of it is kept or sent.</summary>
internal sealed partial class AnnouncementCheck(
    AccountConnections accounts, TemplateCache templates, IEnumerable<IScheduleCheck> schedules)
{
    /// <summary>A sentence for each mistake, which begins with where it is, as in JSON: <c>content.text</c>. None when all is well; the last says how many
    /// more there are, when there are too many.</summary>
    public IReadOnlyList<string> Problems(Announcement announcement) => Gaps(announcement).ToList() is { Count: > 0 } gaps
        ? gaps
        : ProblemList.Short(
        [
            .. OwnProblems(announcement),
            .. ContentCheck.Problems(announcement, templates),
            .. AudienceCheck.Problems(announcement),
            .. accounts.TryFind(announcement.Account, out var account) ? AbilityCheck.Problems(announcement, account) : [],
            .. schedules.SelectMany(check => check.Problems(announcement)),
        ]);

    // JSON may have null where a list has an entry.
    private static IEnumerable<string> Gaps(Announcement announcement)
    {
        var (audience, content) = (announcement.Audience, announcement.Content);
        (string Path, IEnumerable<object?> Entries)[] lists =
        [
            ("audience.users", audience.Users), ("audience.dialogs", audience.Dialogs), ("audience.membersOf", audience.MembersOf),
            ("audience.find", audience.Find), ("audience.find.values", audience.Find.SelectMany(query => query?.Values ?? [])),
            ("audience.except", audience.Except), ("content.attachments", content.Attachments),
            ("content.metadata", content.Metadata.Values),
        ];
        return lists.Where(list => list.Entries.Contains(null)).Select(list => $"{list.Path} has an entry that is null.");
    }

    private IEnumerable<string> OwnProblems(Announcement announcement)
    {
        if (!Name().IsMatch(announcement.Name))
        {
            yield return "name is 1 to 60 of a-z, 0-9 and -, such as 'christmas-2026'.";
        }

        if (!accounts.TryFind(announcement.Account, out _))
        {
            yield return $"account is {ShownText.Of(announcement.Account.Id)} on {ShownText.Of(announcement.Account.Network)}, which this host does not have; it has "
                + $"{string.Join(", ", accounts.All.Select(one => $"{one.Account.Id} on {one.Account.Network}"))}.";
        }

        if (announcement.Rate is { } rate && !(rate >= TokenBucket.Slowest && double.IsFinite(rate)))
        {
            yield return $"rate is a number of recipients a second, {TokenBucket.Slowest} or more; leave it out for what the account may.";
        }

        if (announcement.ExpiresAfter <= TimeSpan.Zero)
        {
            yield return "expiresAfter is a time above 0; leave it out for as long as it takes.";
        }
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,60}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
