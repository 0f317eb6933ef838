using System.ComponentModel.DataAnnotations;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Announcements.Configured;

/// <summary>An announcement of the configuration. Section <c>Announcements:N</c>, or <c>Announcements:Items:N</c>.</summary>
internal sealed class AnnouncementOptions
{
    /// <summary>Names it: <see cref="Announcement.Name"/>.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>The account that says it: its id, or network and id, such as <c>connectycube/100</c>. Default the first account.</summary>
    public string? Account { get; set; }

    /// <summary>What is said: <see cref="AnnouncementContent.Text"/>.</summary>
    public string Text { get; set; } = "";

    /// <summary>Files and places that go along. Default none.</summary>
    public IReadOnlyList<Attachment> Attachments { get; set; } = [];

    /// <summary>Free parameters. Default none.</summary>
    public Dictionary<string, string> Metadata { get; set; } = [];

    /// <summary>Whether it is a system message. Default false.</summary>
    public bool System { get; set; }

    /// <summary>Whether readers who are away get no push notification. Default false.</summary>
    public bool Silent { get; set; }

    /// <summary>Whether the network keeps it. Default true.</summary>
    public bool SaveToHistory { get; set; } = true;

    /// <summary>Whether devices shall say that it was delivered and read. Default true.</summary>
    public bool Markable { get; set; } = true;

    /// <summary>The id of a dialog; one more of <see cref="Dialogs"/>.</summary>
    public string? Dialog { get; set; }

    /// <summary>The ids of dialogs. Default none.</summary>
    public IReadOnlyList<string> Dialogs { get; set; } = [];

    /// <summary>The ids of users. Default none.</summary>
    public IReadOnlyList<string> Users { get; set; } = [];

    /// <summary>All dialogs of these types: <c>Direct</c>, <c>Group</c>, <c>Public</c>, <c>Broadcast</c>. Default none.</summary>
    public IReadOnlyList<DialogType> DialogTypes { get; set; } = [];

    /// <summary>The members of these dialogs. Default none.</summary>
    public IReadOnlyList<string> MembersOf { get; set; } = [];

    /// <summary>Users with one of these tags. Default none.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>Users with other keys. Default none.</summary>
    public IReadOnlyList<FindOptions> Find { get; set; } = [];

    /// <summary>The ids of users who are left out. Default none.</summary>
    public IReadOnlyList<string> Except { get; set; } = [];

    /// <summary>Once, then: <see cref="AnnouncementSchedule.At"/>.</summary>
    public string? At { get; set; }

    /// <summary><see cref="AnnouncementSchedule.Cron"/>.</summary>
    public string? Cron { get; set; }

    /// <summary><see cref="AnnouncementSchedule.Every"/>.</summary>
    public TimeSpan? Every { get; set; }

    /// <summary><see cref="AnnouncementSchedule.Rule"/>.</summary>
    public string? Rule { get; set; }

    /// <summary><see cref="AnnouncementSchedule.From"/>.</summary>
    public string? From { get; set; }

    /// <summary><see cref="AnnouncementSchedule.Until"/>.</summary>
    public string? Until { get; set; }

    /// <summary>The time zone of all of these, by its IANA name. Default <c>UTC</c>.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary><see cref="AnnouncementSchedule.Misfire"/>. Default <c>RunOnce</c>.</summary>
    public ScheduleMisfire Misfire { get; set; }

    /// <summary>When it is not said. Default always allowed.</summary>
    public QuietHoursOptions? QuietHours { get; set; }

    /// <summary><see cref="Announcement.ExpiresAfter"/>. Default never.</summary>
    public TimeSpan? ExpiresAfter { get; set; }

    /// <summary><see cref="Announcement.Rate"/>. Default what the account may.</summary>
    public double? Rate { get; set; }

    /// <summary>The same as a record.</summary>
    /// <param name="account">The account that says it.</param>
    public Announcement ToAnnouncement(AccountRef account) => new()
    {
        Name = Name,
        Account = account,
        Content = new AnnouncementContent
        {
            Text = Text,
            Attachments = Attachments,
            Metadata = Metadata,
            IsSystemMessage = System,
            IsSilent = Silent,
            SaveToHistory = SaveToHistory,
            IsMarkable = Markable,
        },
        Audience = new AnnouncementAudience
        {
            Users = [.. Users.Select(id => new UserRef(id))],
            Dialogs = [.. (Dialog is { Length: > 0 } ? Dialogs.Prepend(Dialog) : Dialogs).Select(id => new DialogRef(id))],
            DialogTypes = DialogTypes,
            MembersOf = [.. MembersOf.Select(id => new DialogRef(id))],
            Find =
            [
                .. Find.Select(one => new UserQuery(one.Key, one.Values)),
                .. Tags.Count > 0 ? [new UserQuery(UserKey.Tag, Tags)] : Array.Empty<UserQuery>(),
            ],
            Except = [.. Except.Select(id => new UserRef(id))],
        },
        Schedule = At is null && Cron is null && Rule is null && Every is null ? null : new AnnouncementSchedule
        {
            At = At,
            Cron = Cron,
            Every = Every,
            Rule = Rule,
            From = From,
            Until = Until,
            TimeZone = TimeZone,
            Misfire = Misfire,
        },
        QuietHours = QuietHours is null ? null : new QuietHours { From = QuietHours.From, To = QuietHours.To, TimeZone = QuietHours.TimeZone },
        ExpiresAfter = ExpiresAfter,
        Rate = Rate,
    };
}

/// <summary>Users with a key. Section <c>Find:N</c> of an announcement.</summary>
internal sealed class FindOptions
{
    /// <summary>What they are found by.</summary>
    public UserKey Key { get; set; }

    /// <summary>What the key is, one of these.</summary>
    public IReadOnlyList<string> Values { get; set; } = [];
}

/// <summary>Hours in which nothing is said. Section <c>QuietHours</c> of an announcement.</summary>
internal sealed class QuietHoursOptions
{
    /// <summary>When they begin, such as <c>22:00</c>.</summary>
    public TimeOnly From { get; set; }

    /// <summary>When they are over.</summary>
    public TimeOnly To { get; set; }

    /// <summary>The time zone, by its IANA name. Default <c>UTC</c>.</summary>
    public string TimeZone { get; set; } = "UTC";
}
