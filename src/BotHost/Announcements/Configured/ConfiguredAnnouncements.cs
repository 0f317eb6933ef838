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
/// Sees to it, when a host starts, that the announcements of the configuration are there as it says, and that those which it no longer names
/// are cancelled; and then again and again that everything that was cut off in the middle comes to its end. Several hosts may do it at once.
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
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    // What is over was looked at when it ended, and at the start of the host.
    private static readonly TimeSpan SettledAfter = TimeSpan.FromDays(1);

    private readonly Outage _outage = new("The announcements", "be looked at", time, logger);
    private readonly Attempts _entering = new("be entered as the configuration says", time, logger);
    private readonly Attempts _settling = new("be settled", time, logger);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var left = await _outage.OutlastAsync(ToEnterAsync, stoppingToken);
            for (var (isFirst, failures) = (true, 0); ; isFirst = false)
            {
                left = await EnterAsync(left, stoppingToken);
                await SettleAllAsync(isFirst, stoppingToken);
                failures = _entering.AreLeft || _settling.AreLeft ? failures + 1 : 0;
                await Task.Delay(failures > 0 ? Backoff.OfServices.Delay(failures - 1) : BetweenLooks, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start does it again.
        }
    }

    private static string IdOf(Announcement announcement) =>
        $"configuration/{announcement.Name}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(MessageFormat.WritePart(announcement).GetRawText())))[..16]}";

    /// <summary>What is to be done so that all is as the configuration says, by announcement.</summary>
    private async Task<IReadOnlyList<(string Name, Func<CancellationToken, Task> Enter)>> ToEnterAsync(CancellationToken cancellationToken)
    {
        var wanted = options.Value.Items.Select(item => item.Options!).ToList();
        var gone = (await store.ListAsync(cancellationToken))
            .Where(one => one is { IsConfigured: true, State: not AnnouncementState.Cancelled })
            .Select(one => one.Definition.Name).Except(wanted.Select(one => one.Name), StringComparer.Ordinal);
        return
        [
            .. wanted.Select(one => (one.Name, (Func<CancellationToken, Task>)(token => EnterAsync(one.ToAnnouncement(accounts.Find(one.Account)!), token)))),
            .. gone.Select(name => (name, (Func<CancellationToken, Task>)(token => CancelAsync(name, token)))),
        ];
    }

    /// <returns>What failed.</returns>
    private async Task<IReadOnlyList<(string Name, Func<CancellationToken, Task> Enter)>> EnterAsync(
        IReadOnlyList<(string Name, Func<CancellationToken, Task> Enter)> left, CancellationToken cancellationToken)
    {
        var failed = new List<(string, Func<CancellationToken, Task>)>();
        foreach (var (name, enter) in left)
        {
            if (!await _entering.TryAsync(name, token => UnlessRefusedAsync(name, enter, token), cancellationToken))
            {
                failed.Add((name, enter));
            }
        }

        return failed;
    }

    private async Task EnterAsync(Announcement announcement, CancellationToken cancellationToken)
    {
        var id = IdOf(announcement);
        var there = await store.FindAsync(announcement.Name, cancellationToken);
        if (there is null)
        {
            await client.AskAsync(
                new CreateAnnouncement { RequestId = id, By = Configuration, Announcement = announcement }, cancellationToken);
        }
        else if (there is not { IsConfigured: true, State: not AnnouncementState.Cancelled } || !IsSame(there.Definition, announcement))
        {
            await client.AskAsync(
                new ChangeAnnouncement { RequestId = id, By = Configuration, Announcement = announcement }, cancellationToken);
        }
    }

    private async Task CancelAsync(string name, CancellationToken cancellationToken) => await client.AskAsync(
        new CancelAnnouncement { RequestId = $"configuration/{name}", By = Configuration, Name = name }, cancellationToken);

    private async Task SettleAllAsync(bool isFirst, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - SettledAfter;
        foreach (var one in await _outage.OutlastAsync(store.ListAsync, cancellationToken))
        {
            var name = one.Definition.Name;
            var isDone = one.State is AnnouncementState.Cancelled or AnnouncementState.Completed && one.ChangedAt < since;
            if (!_entering.IsLeft(name) && (isFirst || !isDone || _settling.IsLeft(name)))
            {
                await _settling.TryAsync(name, token => settling.SettleAsync(one, token), cancellationToken);
            }
        }
    }

    // Since when an interval counts was written down as it was made.
    private static bool IsSame(Announcement there, Announcement wanted) => JsonNode.DeepEquals(Json(there), Json(
        wanted.Schedule is { From: null } schedule ? wanted with { Schedule = schedule with { From = there.Schedule?.From } } : wanted));

    private static JsonNode? Json(Announcement announcement) => JsonNode.Parse(MessageFormat.WritePart(announcement).GetRawText());

    /// <summary>What is refused would be refused again.</summary>
    private async Task UnlessRefusedAsync(string name, Func<CancellationToken, Task> enter, CancellationToken cancellationToken)
    {
        try
        {
            await enter(cancellationToken);
        }
        catch (RequestFailedException error) when (AnnouncementRefusals.IsFinal(error))
        {
            LogRefused(name, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "The announcement {Name} of the configuration is refused: {Problem}")]
    private partial void LogRefused(string name, string problem);
}
