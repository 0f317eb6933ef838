using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Previews;

/// <summary>An announcement as one user tries it out.</summary>
internal static class TestSend
{
    /// <summary>
    /// What goes to this user alone, at any hour, with what is known of this user. The schedule stays, because its time zone is in the text.
    /// </summary>
    public static Announcement For(Announcement definition, UserRef user) => definition with
    {
        Audience = new AnnouncementAudience { Users = [user] },
        QuietHours = null,
        ExpiresAfter = null,
        Rate = null,
    };
}
