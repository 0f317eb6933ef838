using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>
/// Does what is asked of announcements, whichever way it came. Everything is in the database, so any host may. What is refused changes
/// nothing, and is recorded.
/// </summary>
internal sealed class AnnouncementDesk(
    AnnouncementChanges changes, RunChanges runs, AnnouncementReader reader, IAnnouncementStore store, TimeProvider time)
{
    private const int MaxId = 200;

    /// <returns>The record of the answer.</returns>
    /// <exception cref="RequestFailedException">It is refused.</exception>
    /// <exception cref="StorageException">The database is away.</exception>
    public async Task<object> AnswerAsync(IAnnouncementRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.RequestId.Length is 0 or > MaxId)
            {
                throw AnnouncementRefusals.Wrong($"The requestId has to be 1 to {MaxId} characters.");
            }

            return await DoAsync(request, cancellationToken);
        }
        catch (RequestFailedException error) when (AnnouncementRefusals.IsFinal(error) && AuditNames.Of(request) is not null)
        {
            await store.RecordAsync(AuditNames.Record(request, time.GetUtcNow(), AnnouncementRefusals.Short($"refused: {error.Message}")), cancellationToken);
            throw;
        }
    }

    private async Task<object> DoAsync(IAnnouncementRequest request, CancellationToken cancellationToken) => request switch
    {
        CreateAnnouncement create => await changes.CreateAsync(create, cancellationToken),
        ChangeAnnouncement change => await changes.ChangeAsync(change, cancellationToken),
        PauseAnnouncement pause => await changes.PauseAsync(pause, cancellationToken),
        ResumeAnnouncement resume => await changes.ResumeAsync(resume, cancellationToken),
        CancelAnnouncement cancel => await changes.CancelAsync(cancel, cancellationToken),
        StartAnnouncementRun start => await runs.StartAsync(start, cancellationToken),
        StopRun stop => await runs.StopAsync(stop, cancellationToken),
        RetryFailed retry => await runs.RetryAsync(retry, cancellationToken),
        TestAnnouncement test => await runs.TestAsync(test, cancellationToken),
        GetAnnouncement get => await reader.GetAsync(get, cancellationToken),
        ListAnnouncements list => await reader.ListAsync(list, cancellationToken),
        GetRun get => await reader.GetRunAsync(get, cancellationToken),
        ListRuns list => await reader.ListRunsAsync(list, cancellationToken),
        PreviewAnnouncement preview => await reader.PreviewAsync(preview, cancellationToken),
        ListAnnouncementAudit audit => await reader.AuditAsync(audit, cancellationToken),
        _ => throw AnnouncementRefusals.Wrong($"{request.GetType().Name} is nothing that can be asked."),
    };
}
