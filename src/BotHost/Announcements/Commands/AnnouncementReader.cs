using BotPlatform.BotHost.Announcements.Delivery;
using BotPlatform.BotHost.Announcements.Previews;
using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>Tells of announcements and their runs.</summary>
internal sealed class AnnouncementReader(
    IAnnouncementStore store,
    AnnouncementFinder finder,
    AnnouncementTimes times,
    AnnouncementPreview previews,
    RunProgress progress)
{
    private const int NextTimes = 10;
    private const int MostAtOnce = 1000;
    private const int MostSamples = 20;

    public async Task<AnnouncementDetails> GetAsync(GetAnnouncement get, CancellationToken cancellationToken) =>
        await DescribeAsync(await finder.FindAsync(get.Name, get.By, cancellationToken), cancellationToken);

    public async Task<AnnouncementList> ListAsync(ListAnnouncements list, CancellationToken cancellationToken)
    {
        var summaries = new List<AnnouncementSummary>();
        foreach (var one in await store.ListAsync(cancellationToken))
        {
            if (AnnouncementFinder.Sees(list.By, one.Definition.Account))
            {
                var latest = await finder.FindLatestAsync(one.Definition.Name, [], cancellationToken);
                summaries.Add(new AnnouncementSummary
                {
                    Name = one.Definition.Name,
                    Account = one.Definition.Account,
                    State = one.State,
                    NextAt = NextOf(one, 1) is [var next] ? next.At : null,
                    LatestRun = latest?.State,
                });
            }
        }

        return new AnnouncementList { Announcements = summaries };
    }

    public async Task<RunDetails> GetRunAsync(GetRun get, CancellationToken cancellationToken)
    {
        await finder.FindAsync(get.Name, get.By, cancellationToken);
        return await DescribeAsync(get.Name, (await finder.FindRunAsync(get.Name, get.Run, cancellationToken)).Number, cancellationToken);
    }

    public async Task<RunList> ListRunsAsync(ListRuns list, CancellationToken cancellationToken)
    {
        await finder.FindAsync(list.Name, list.By, cancellationToken);
        var runs = new List<RunDetails>();
        foreach (var run in await store.ListRunsAsync(list.Name, Math.Clamp(list.Limit, 1, MostAtOnce), cancellationToken))
        {
            runs.Add(await DescribeAsync(list.Name, run.Number, cancellationToken));
        }

        return new RunList { Runs = runs };
    }

    /// <exception cref="RequestFailedException">There is no such announcement.</exception>
    public async Task<AnnouncementPreviewed> PreviewAsync(PreviewAnnouncement preview, CancellationToken cancellationToken)
    {
        var definition = preview.Announcement
            ?? (await finder.FindAsync(preview.Name ?? "", preview.By, cancellationToken)).Definition;
        if (!AnnouncementFinder.Sees(preview.By, definition.Account))
        {
            throw AnnouncementRefusals.WrongAccount(definition.Account);
        }

        var previewed = await previews.MakeAsync(definition, Math.Clamp(preview.Samples, 0, MostSamples), cancellationToken);
        return previewed.Problems.Count == 0 && definition.Schedule is { } schedule
            ? previewed with { Next = times.Next(schedule, NextTimes) }
            : previewed;
    }

    public async Task<AnnouncementAudit> AuditAsync(ListAnnouncementAudit list, CancellationToken cancellationToken)
    {
        if (list.Name is { } name)
        {
            await finder.FindAsync(name, list.By, cancellationToken);
        }
        else if (list.By.Account is not null)
        {
            return new AnnouncementAudit { Entries = [] }; // what others do with their announcements is not theirs to know
        }

        var records = await store.AuditAsync(list.Name, Math.Clamp(list.Limit, 1, MostAtOnce), cancellationToken);
        return new AnnouncementAudit
        {
            Entries = [.. records.Select(one => new AuditEntry(one.At, one.By, one.Action, one.Announcement, one.Details))],
        };
    }

    /// <summary>An announcement, and how it is.</summary>
    public async Task<AnnouncementDetails> DescribeAsync(StoredAnnouncement announcement, CancellationToken cancellationToken)
    {
        var latest = await finder.FindLatestAsync(announcement.Definition.Name, [], cancellationToken);
        return new AnnouncementDetails
        {
            Announcement = announcement.Definition,
            State = announcement.State,
            CreatedBy = announcement.CreatedBy,
            CreatedAt = announcement.CreatedAt,
            ChangedAt = announcement.ChangedAt,
            IsConfigured = announcement.IsConfigured,
            Next = NextOf(announcement, NextTimes),
            LatestRun = latest is null ? null : await DescribeAsync(announcement.Definition.Name, latest.Number, cancellationToken),
        };
    }

    /// <summary>A run, and how far it is.</summary>
    /// <exception cref="RequestFailedException">There is none any more.</exception>
    public async Task<RunDetails> DescribeAsync(string announcement, long run, CancellationToken cancellationToken)
    {
        var report = await progress.FindAsync(run, cancellationToken) ?? throw AnnouncementRefusals.NoRun(announcement, run);
        return new RunDetails
        {
            Run = run,
            Announcement = announcement,
            DueAt = report.Run.DueAt,
            IsTest = report.Run.IsTest,
            State = report.Run.State,
            Problem = report.Run.Problem,
            StartedAt = report.Run.StartedAt,
            FinishedAt = report.Run.FinishedAt,
            Recipients = report.Counts,
            Rate = report.Rate > 0 ? report.Rate : null,
            TimeLeft = report.TimeLeft,
            WaitsFor = report.WaitsFor,
        };
    }

    private IReadOnlyList<DueTime> NextOf(StoredAnnouncement announcement, int count) =>
        announcement is { State: AnnouncementState.Active or AnnouncementState.Paused, Definition.Schedule: { } schedule }
            ? times.Next(schedule, count)
            : [];
}
