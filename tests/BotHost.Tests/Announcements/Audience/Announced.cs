using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Announcements.Audience;

/// <summary>Announcements to read and write.</summary>
internal static class Announced
{
    public static Announcement To(AnnouncementAudience audience, string text = "Hello.") => new()
    {
        Name = "news",
        Account = Sample.Account,
        Content = new AnnouncementContent { Text = text },
        Audience = audience,
    };

    /// <summary>All recipients from a cursor on.</summary>
    public static async Task<List<NewRecipient>> ReadAsync(
        IAudienceReader reader, Announcement definition, string? cursor, CancellationToken cancellationToken)
    {
        var all = new List<NewRecipient>();
        await foreach (var page in reader.ReadAsync(definition, cursor, cancellationToken))
        {
            all.AddRange(page.Recipients);
        }

        return all;
    }
}
