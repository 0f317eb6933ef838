using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Hosting;

namespace BotPlatform.Chaos.Hosting;

/// <summary>Begins a run of an announcement at each start of each host, and it is the same run.</summary>
internal sealed class Announcing(HostSettings settings, IAnnouncementStore store) : BackgroundService
{
    /// <summary>What it is called.</summary>
    public const string Name = "news";

    private static readonly DateTimeOffset DueAt = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Audience.Length == 0)
        {
            return;
        }

        var users = await File.ReadAllLinesAsync(settings.Audience, stoppingToken);
        var definition = new Announcement
        {
            Name = Name,
            Account = new AccountRef("connectycube", "100"),
            Content = new AnnouncementContent { Text = "This is news." },
            Audience = new AnnouncementAudience { Users = [.. users.Select(id => new UserRef(id))] },
        };
        await store.StartRunAsync(
            definition, DueAt, isTest: false, new AuditRecord(DueAt, "the matrix", "start", Name), stoppingToken);
    }
}
