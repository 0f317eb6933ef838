using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BotPlatform.BotHost.Announcements.Commands;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Announcements.Configured;

/// <summary>
/// Sees to it, when a host starts, that the announcements of the configuration are there as it says, that those which it no longer names are
/// cancelled, and that everything that was cut off in the middle comes to its end. Several hosts may do it at once.
/// </summary>
internal sealed partial class ConfiguredAnnouncements(
    IOptions<AnnouncementsOptions> options,
    ConfiguredAccounts accounts,
    AnnouncementClient client,
    AnnouncementSettling settling,
    IAnnouncementStore store,
    TimeProvider time,
    ILogger<ConfiguredAnnouncements> logger) : BackgroundService
{
    private static readonly Requester Configuration = new() { Way = RequestWay.Configuration };

    private readonly Outage _outage = new("The announcements of the configuration", "be entered", time, logger);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _outage.OutlastAsync(EnterAllAsync, stoppingToken);
            await _outage.OutlastAsync(SettleAllAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start does it again.
        }
    }

    private static string IdOf(Announcement announcement) =>
        $"configuration/{announcement.Name}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(MessageFormat.WritePart(announcement).GetRawText())))[..16]}";

    private async Task EnterAllAsync(CancellationToken cancellationToken)
    {
        var wanted = options.Value.Items.Select(item => item.Options!.ToAnnouncement(accounts.Find(item.Options.Account)!)).ToList();
        var there = (await store.ListAsync(cancellationToken)).ToDictionary(one => one.Definition.Name, StringComparer.Ordinal);
        foreach (var announcement in wanted)
        {
            await TryAsync(announcement.Name, () => EnterAsync(announcement, there.GetValueOrDefault(announcement.Name), cancellationToken));
        }

        foreach (var gone in there.Values.Where(one => one is { IsConfigured: true, State: not AnnouncementState.Cancelled })
            .Select(one => one.Definition.Name).Except(wanted.Select(one => one.Name), StringComparer.Ordinal))
        {
            var cancel = new CancelAnnouncement { RequestId = $"configuration/{gone}", By = Configuration, Name = gone };
            await TryAsync(gone, () => client.AskAsync(cancel, cancellationToken));
        }
    }

    private Task EnterAsync(Announcement announcement, StoredAnnouncement? there, CancellationToken cancellationToken)
    {
        var id = IdOf(announcement);
        if (there is null)
        {
            return client.AskAsync(
                new CreateAnnouncement { RequestId = id, By = Configuration, Announcement = announcement }, cancellationToken);
        }

        return there is { IsConfigured: true, State: not AnnouncementState.Cancelled } && IsSame(there.Definition, announcement)
            ? Task.CompletedTask
            : client.AskAsync(
                new ChangeAnnouncement { RequestId = id, By = Configuration, Announcement = announcement }, cancellationToken);
    }

    private async Task SettleAllAsync(CancellationToken cancellationToken)
    {
        foreach (var announcement in await store.ListAsync(cancellationToken))
        {
            await settling.SettleAsync(announcement, cancellationToken);
        }
    }

    // Since when an interval counts was written down as it was made.
    private static bool IsSame(Announcement there, Announcement wanted) => JsonNode.DeepEquals(Json(there), Json(
        wanted.Schedule is { From: null } schedule ? wanted with { Schedule = schedule with { From = there.Schedule?.From } } : wanted));

    private static JsonNode? Json(Announcement announcement) => JsonNode.Parse(MessageFormat.WritePart(announcement).GetRawText());

    /// <summary>What is refused would be refused again.</summary>
    private async Task TryAsync(string name, Func<Task> enter)
    {
        try
        {
            await enter();
        }
        catch (RequestFailedException error) when (AnnouncementRefusals.IsFinal(error))
        {
            LogRefused(name, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "The announcement {Name} of the configuration is refused: {Problem}")]
    private partial void LogRefused(string name, string problem);
}
