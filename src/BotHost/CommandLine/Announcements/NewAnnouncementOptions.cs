using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.BotHost.CommandLine.RunningHosts;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.CommandLine.Announcements;

/// <summary>What somebody has said of an announcement on the command line.</summary>
internal sealed record NewAnnouncementOptions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
    };

    public string? Name { get; init; }

    public FileInfo? File { get; init; }

    public string? Account { get; init; }

    public string? Text { get; init; }

    public FileInfo? TextFile { get; init; }

    public IReadOnlyList<(string Key, string Value)> Attachments { get; init; } = [];

    public IReadOnlyList<(string Key, string Value)> Metadata { get; init; } = [];

    public bool IsSystem { get; init; }

    public bool IsSilent { get; init; }

    public bool NoHistory { get; init; }

    public bool NoMarkers { get; init; }

    public IReadOnlyList<string> Users { get; init; } = [];

    public IReadOnlyList<string> Dialogs { get; init; } = [];

    public IReadOnlyList<DialogType> DialogTypes { get; init; } = [];

    public IReadOnlyList<string> MembersOf { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<(string Key, string Value)> Find { get; init; } = [];

    public IReadOnlyList<string> Except { get; init; } = [];

    public string? At { get; init; }

    public string? Cron { get; init; }

    public TimeSpan? Every { get; init; }

    public string? Rule { get; init; }

    public string? From { get; init; }

    public string? Until { get; init; }

    public string? Zone { get; init; }

    public ScheduleMisfire? Misfire { get; init; }

    public string? Quiet { get; init; }

    public TimeSpan? Expires { get; init; }

    public double? Rate { get; init; }

    public bool IsPaused { get; init; }

    public bool IsPreview { get; init; }

    public string? RequestId { get; init; }

    private bool HasAudience => Users.Count + Dialogs.Count + DialogTypes.Count + MembersOf.Count + Tags.Count + Find.Count > 0;

    private bool HasSchedule => At is not null || Cron is not null || Every is not null || Rule is not null;

    /// <summary>The announcement: what the file says, and what the options change of it.</summary>
    /// <param name="findAccount">Finds the account when nobody names one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AdminException">That makes no announcement.</exception>
    public async Task<Announcement> ToAnnouncementAsync(Func<Task<AccountRef>> findAccount, CancellationToken cancellationToken)
    {
        var read = File is null ? null : await ReadAsync(File, cancellationToken);
        return new Announcement
        {
            Name = Name ?? read?.Name ?? throw Wrong("Give the announcement a name, or a --file that has one."),
            Account = Account is null ? read?.Account ?? await findAccount() : ReadAccount(Account),
            Content = await ContentAsync(read?.Content ?? new AnnouncementContent(), cancellationToken),
            Audience = AudienceOf(read?.Audience ?? new AnnouncementAudience()),
            Schedule = HasSchedule ? ScheduleOf(new AnnouncementSchedule()) : read?.Schedule is { } schedule ? ScheduleOf(schedule) : Unscheduled(),
            QuietHours = Quiet is null ? read?.QuietHours : QuietOf(Quiet),
            ExpiresAfter = Expires ?? read?.ExpiresAfter,
            Rate = Rate ?? read?.Rate,
        };
    }

    private static AdminException Wrong(string sentence) => new(sentence, isAboutItem: true);

    private static AccountRef ReadAccount(string text) => text.Split('/', 2) is [{ Length: > 0 } network, { Length: > 0 } id]
        ? new AccountRef(network, id)
        : throw Wrong($"--account '{text}' is no account: write network and id, such as connectycube/100.");

    private static async Task<FileAnnouncement> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.OpenRead();
            return await JsonSerializer.DeserializeAsync<FileAnnouncement>(stream, Json, cancellationToken)
                ?? throw Wrong($"{file.Name} holds no announcement.");
        }
        catch (JsonException error)
        {
            throw Wrong($"{file.Name} holds no announcement: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"{file.Name} cannot be read: {error.Message}");
        }
    }

    private async Task<AnnouncementContent> ContentAsync(AnnouncementContent basis, CancellationToken cancellationToken) => basis with
    {
        Text = Text ?? (TextFile is null ? basis.Text : (await TextOfAsync(TextFile, cancellationToken)).TrimEnd()),
        Attachments = Attachments.Count == 0
            ? basis.Attachments
            : [.. Attachments.Select(one => new Attachment { Type = one.Key, Url = one.Value })],
        Metadata = Metadata.Count == 0 ? basis.Metadata : Metadata.ToDictionary(one => one.Key, one => one.Value),
        IsSystemMessage = IsSystem || basis.IsSystemMessage,
        IsSilent = IsSilent || basis.IsSilent,
        SaveToHistory = !NoHistory && basis.SaveToHistory,
        IsMarkable = !NoMarkers && basis.IsMarkable,
    };

    private static async Task<string> TextOfAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await System.IO.File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"{file.Name} cannot be read: {error.Message}");
        }
    }

    private AnnouncementAudience AudienceOf(AnnouncementAudience basis)
    {
        var except = Except.Count == 0 ? basis.Except : [.. Except.Select(id => new UserRef(id))];
        return !HasAudience ? basis with { Except = except } : new AnnouncementAudience
        {
            Users = [.. Users.Select(id => new UserRef(id))],
            Dialogs = [.. Dialogs.Select(id => new DialogRef(id))],
            DialogTypes = DialogTypes,
            MembersOf = [.. MembersOf.Select(id => new DialogRef(id))],
            Find =
            [
                .. Find.GroupBy(one => KeyOf(one.Key)).Select(group => new UserQuery(group.Key, [.. group.Select(one => one.Value)])),
                .. Tags.Count == 0 ? Array.Empty<UserQuery>() : [new UserQuery(UserKey.Tag, Tags)],
            ],
            Except = except,
        };
    }

    private static UserKey KeyOf(string word) => Enum.TryParse<UserKey>(word, ignoreCase: true, out var key) && Enum.IsDefined(key)
        ? key
        : throw Wrong($"--find '{word}' is no key: there are {string.Join(", ", Enum.GetNames<UserKey>())}, such as login=bob.");

    private AnnouncementSchedule ScheduleOf(AnnouncementSchedule basis) => basis with
    {
        At = HasSchedule ? At : basis.At,
        Cron = HasSchedule ? Cron : basis.Cron,
        Every = HasSchedule ? Every : basis.Every,
        Rule = HasSchedule ? Rule : basis.Rule,
        From = From ?? basis.From,
        Until = Until ?? basis.Until,
        TimeZone = Zone ?? basis.TimeZone,
        Misfire = Misfire ?? basis.Misfire,
    };

    private AnnouncementSchedule? Unscheduled() => From is null && Until is null && Misfire is null
        ? null
        : throw Wrong("--from, --until and --misfire go with --at, --cron, --every or --rule.");

    private QuietHours QuietOf(string text) =>
        text.Split('-') is [var from, var to] && TimeOnly.TryParse(from, out var begin) && TimeOnly.TryParse(to, out var end)
            ? new QuietHours { From = begin, To = end, TimeZone = Zone ?? "UTC" }
            : throw Wrong($"--quiet '{text}' are no hours such as 22:00-08:00.");

    /// <summary>An announcement in a file, in which a name and an account may be missing.</summary>
    private sealed record FileAnnouncement
    {
        public string? Name { get; init; }

        public AccountRef? Account { get; init; }

        public AnnouncementContent? Content { get; init; }

        public AnnouncementAudience? Audience { get; init; }

        public AnnouncementSchedule? Schedule { get; init; }

        public QuietHours? QuietHours { get; init; }

        public TimeSpan? ExpiresAfter { get; init; }

        public double? Rate { get; init; }
    }
}
