namespace BotPlatform.BotHost.Announcements.Templates;

/// <summary>What a text may name, and what stands for it.</summary>
internal static class Placeholders
{
    public const string UserId = "user.id";
    public const string FullName = "user.fullName";
    public const string Login = "user.login";
    public const string Email = "user.email";
    public const string Phone = "user.phone";
    public const string ExternalId = "user.externalId";
    public const string CustomData = "user.customData";
    public const string DialogId = "dialog.id";
    public const string DialogName = "dialog.name";
    public const string AnnouncementName = "announcement.name";
    public const string RunDate = "run.date";
    public const string RunTime = "run.time";

    /// <summary>What stands before the path into a user's own data.</summary>
    public const string CustomDataPart = CustomData + ".";

    /// <summary>All of them. Behind <see cref="CustomData"/> a path may follow.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        UserId, FullName, Login, Email, Phone, ExternalId, CustomData, DialogId, DialogName, AnnouncementName, RunDate, RunTime,
    ];

    /// <summary>For the sentence about a mistake.</summary>
    public static string Known { get; } =
        string.Join(", ", All.Select(name => name == CustomData ? $"{{{{{name}}}}} and {{{{{CustomDataPart}…}}}}" : $"{{{{{name}}}}}"));

    public static bool IsKnown(string path) =>
        All.Contains(path) || (path.StartsWith(CustomDataPart, StringComparison.Ordinal) && !path.EndsWith('.') && !path.Contains(".."));

    /// <summary>Whether it is known only to who looks the user up.</summary>
    public static bool IsOfProfile(string path) =>
        path is FullName or Login or Email or Phone or ExternalId or CustomData
        || path.StartsWith(CustomDataPart, StringComparison.Ordinal);

    /// <summary>The one that was probably meant; null when none is near.</summary>
    public static string? Nearest(string path) =>
        All.FirstOrDefault(name => string.Equals(name, path, StringComparison.OrdinalIgnoreCase))
        ?? All.FirstOrDefault(name => string.Equals(name[(name.IndexOf('.') + 1)..], path, StringComparison.OrdinalIgnoreCase));
}
