namespace BotPlatform.BotHost.Announcements.Configured;

/// <summary>All announcements of the configuration. Section <c>Announcements</c>.</summary>
internal sealed class AnnouncementsOptions
{
    /// <summary>In the order of the configuration. Default none.</summary>
    public IReadOnlyList<ConfiguredItem> Items { get; set; } = [];
}

/// <summary>One of them.</summary>
/// <param name="Section">Where it stands, such as <c>Announcements:0</c>.</param>
/// <param name="Options">What is said of it; null when it cannot be read.</param>
/// <param name="Problem">Why not; null when it can.</param>
internal sealed record ConfiguredItem(string Section, AnnouncementOptions? Options, string? Problem)
{
    private const string List = "Items";

    /// <summary>
    /// Reads all. Their keys are numbers, right in the section or in its <c>Items</c>: what has another name there is a setting.
    /// </summary>
    public static IReadOnlyList<ConfiguredItem> ReadAll(IConfiguration announcements) =>
    [
        .. announcements.GetChildren().Concat(announcements.GetSection(List).GetChildren())
            .Where(child => child.Key.All(char.IsAsciiDigit))
            .Select(Read),
    ];

    private static ConfiguredItem Read(IConfigurationSection section)
    {
        try
        {
            var options = section.Get<AnnouncementOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
            return new ConfiguredItem(section.Path, options, null);
        }
        catch (InvalidOperationException error)
        {
            return new ConfiguredItem(section.Path, null, error.Message);
        }
    }
}
