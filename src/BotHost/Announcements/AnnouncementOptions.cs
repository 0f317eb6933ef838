using System.ComponentModel.DataAnnotations;

namespace BotPlatform.BotHost.Announcements;

/// <summary>A text that is posted on a schedule. Section <c>Announcements:N</c>.</summary>
internal sealed class AnnouncementOptions
{
    /// <summary>Names the announcement in logs and in message ids; each needs a name of its own.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>
    /// When: five fields as in Unix (<c>0 9 * * 1-5</c>), or six or seven as in Quartz, seconds first (<c>0 0 9 ? * MON-FRI</c>).
    /// </summary>
    [Required]
    public string Cron { get; set; } = "";

    /// <summary>The time zone of <see cref="Cron"/>, by its IANA name. Default <c>UTC</c>.</summary>
    [Required]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The id of the account that posts it. Default the first account.</summary>
    public string? Account { get; set; }

    /// <summary>The id of the dialog in which it is posted.</summary>
    [Required]
    public string Dialog { get; set; } = "";

    /// <summary>What is posted.</summary>
    [Required]
    public string Text { get; set; } = "";
}

/// <summary>All announcements. Section <c>Announcements</c>.</summary>
internal sealed class AnnouncementsOptions
{
    /// <summary>In the order of the configuration. Default none.</summary>
    public IReadOnlyList<AnnouncementOptions> All { get; set; } = [];
}
