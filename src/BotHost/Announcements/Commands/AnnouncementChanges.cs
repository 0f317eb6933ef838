using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>Makes announcements, and changes what they are and how they are.</summary>
internal sealed class AnnouncementChanges(
    IAnnouncementStore store,
    AnnouncementFinder finder,
    AnnouncementRules rules,
    AnnouncementTimes times,
    AnnouncementSettling settling,
    AnnouncementReader reader,
    TimeProvider time)
{
    // Somebody else may change the same one at the same moment; so often in a row is no chance.
    private const int Attempts = 10;

    public async Task<AnnouncementDetails> CreateAsync(CreateAnnouncement create, CancellationToken cancellationToken)
    {
        var definition = create.Announcement;
        if (!AnnouncementFinder.Sees(create.By, definition.Account))
        {
            throw AnnouncementRefusals.WrongAccount(definition.Account);
        }

        if (await store.FindAsync(definition.Name, cancellationToken) is { } there)
        {
            return await SameAsync(create, there, cancellationToken);
        }

        rules.Check(definition);
        definition = definition with { Schedule = times.Anchor(definition.Schedule) };
        var now = AnnouncementVersion.At(time.GetUtcNow());
        var announcement = new StoredAnnouncement
        {
            Definition = definition,
            State = create.IsPaused ? AnnouncementState.Paused : AnnouncementState.Active,
            CreatedBy = AuditNames.Of(create.By),
            RequestId = create.RequestId,
            IsConfigured = create.By.Way == RequestWay.Configuration,
            CreatedAt = now,
            ChangedAt = now,
        };
        if (!await store.AddAsync(announcement, AuditNames.Record(create, now, create.IsPaused ? "paused" : null), cancellationToken))
        {
            return await SameAsync(create, await finder.FindAsync(definition.Name, create.By, cancellationToken), cancellationToken);
        }

        return await DescribeAsync(announcement, cancellationToken);
    }

    public Task<AnnouncementDetails> ChangeAsync(ChangeAnnouncement change, CancellationToken cancellationToken)
    {
        var definition = change.Announcement;
        return ReplaceAsync(change, definition.Name, there =>
        {
            var isConfiguration = change.By.Way == RequestWay.Configuration;
            if (there.IsConfigured != isConfiguration)
            {
                throw AnnouncementRefusals.Refused(there.IsConfigured
                    ? $"The announcement '{definition.Name}' is of the configuration: change it there."
                    : $"There is an announcement '{definition.Name}' already that is not of the configuration: give yours another name.");
            }

            if (there.State == AnnouncementState.Cancelled && !isConfiguration)
            {
                throw AnnouncementRefusals.Refused(Gone(there));
            }

            if (!AnnouncementFinder.Sees(change.By, definition.Account))
            {
                throw AnnouncementRefusals.WrongAccount(definition.Account);
            }

            rules.Check(definition);
            return Task.FromResult(there with
            {
                Definition = definition with { Schedule = times.Anchor(definition.Schedule) },
                State = StateOf(there, definition),
            });
        }, cancellationToken);
    }

    public Task<AnnouncementDetails> PauseAsync(PauseAnnouncement pause, CancellationToken cancellationToken) =>
        ReplaceAsync(pause, pause.Name, async there => there.State switch
        {
            AnnouncementState.Paused => there,
            AnnouncementState.Cancelled => throw AnnouncementRefusals.Refused(Gone(there)),
            AnnouncementState.Completed when await finder.OpenAsync(pause.Name, cancellationToken) is [] =>
                throw AnnouncementRefusals.Refused($"The announcement '{pause.Name}' is over: there is nothing to pause."),
            _ => there with { State = AnnouncementState.Paused },
        }, cancellationToken);

    public Task<AnnouncementDetails> ResumeAsync(ResumeAnnouncement resume, CancellationToken cancellationToken) =>
        ReplaceAsync(resume, resume.Name, async there => there.State switch
        {
            AnnouncementState.Paused => there with
            {
                State = await HasMoreAsync(there, cancellationToken) ? AnnouncementState.Active : AnnouncementState.Completed,
            },
            AnnouncementState.Cancelled => throw AnnouncementRefusals.Refused(Gone(there)),
            _ => there,
        }, cancellationToken);

    public Task<AnnouncementDetails> CancelAsync(CancelAnnouncement cancel, CancellationToken cancellationToken) =>
        ReplaceAsync(cancel, cancel.Name, there => Task.FromResult(there switch
        {
            { State: AnnouncementState.Cancelled } => there,
            { IsConfigured: true } when cancel.By.Way != RequestWay.Configuration => throw AnnouncementRefusals.Refused(
                $"The announcement '{cancel.Name}' is of the configuration: take it out there, or pause it."),
            _ => there with { State = AnnouncementState.Cancelled },
        }), cancellationToken);

    // One without a schedule that was sent is over for good, also when its run is forgotten.
    private static AnnouncementState StateOf(StoredAnnouncement there, Announcement changed) => there switch
    {
        { State: AnnouncementState.Paused } => AnnouncementState.Paused,
        { State: AnnouncementState.Completed, Definition.Schedule: null } when changed.Schedule is null => AnnouncementState.Completed,
        _ => AnnouncementState.Active,
    };

    private static string Gone(StoredAnnouncement there) => $"The announcement '{there.Definition.Name}' is cancelled, and stays so.";

    private async Task<AnnouncementDetails> DescribeAsync(StoredAnnouncement announcement, CancellationToken cancellationToken) =>
        await reader.DescribeAsync(await settling.SettleAsync(announcement, cancellationToken), cancellationToken);

    private async Task<bool> HasMoreAsync(StoredAnnouncement there, CancellationToken cancellationToken) =>
        there.Definition.Schedule is { } schedule
            ? !times.IsOver(schedule)
            : await finder.FindLatestAsync(there.Definition.Name, [], cancellationToken) is null;

    /// <summary>The answer to a request that was answered already.</summary>
    private async Task<AnnouncementDetails> SameAsync(
        CreateAnnouncement create, StoredAnnouncement there, CancellationToken cancellationToken)
    {
        if (there.RequestId != create.RequestId || !AnnouncementFinder.Sees(create.By, there.Definition.Account))
        {
            throw AnnouncementRefusals.Refused(
                $"There is an announcement '{create.Announcement.Name}' already. Choose another name; names are never used twice.");
        }

        return await DescribeAsync(there, cancellationToken); // whoever did it may not have come to the end
    }

    /// <exception cref="RequestFailedException">It is refused, or there is none.</exception>
    private async Task<AnnouncementDetails> ReplaceAsync(
        IAnnouncementRequest request,
        string name,
        Func<StoredAnnouncement, Task<StoredAnnouncement>> change,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var there = await finder.FindAsync(name, request.By, cancellationToken);
            var now = AnnouncementVersion.At(time.GetUtcNow());
            var changed = await change(there);
            var isSame = ReferenceEquals(changed, there);
            if (!isSame)
            {
                changed = changed with { ChangedAt = AnnouncementVersion.After(there.ChangedAt, now) };
            }

            if (isSame || await store.ReplaceAsync(changed, there.ChangedAt, AuditNames.Record(request, now), cancellationToken))
            {
                return await DescribeAsync(changed, cancellationToken);
            }
        }

        throw AnnouncementRefusals.Refused($"Others change the announcement '{name}' all the time: try again.");
    }
}
