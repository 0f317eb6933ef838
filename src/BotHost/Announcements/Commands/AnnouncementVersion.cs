namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>The times by which versions of an announcement are told apart. Databases keep milliseconds.</summary>
internal static class AnnouncementVersion
{
    public static DateTimeOffset At(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <summary>The version behind one: it grows even where the clock does not.</summary>
    public static DateTimeOffset After(DateTimeOffset before, DateTimeOffset now) =>
        At(now) > before ? At(now) : before.AddMilliseconds(1);
}
