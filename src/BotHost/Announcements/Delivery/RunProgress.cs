using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>How a run goes.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Counts">How many recipients are in each state; states that nobody is in are not named.</param>
/// <param name="Rate">How many recipients a second it was sent to in the last seconds; 0 when it is not being sent.</param>
/// <param name="TimeLeft">How long it takes at this rate; null when nobody can say.</param>
/// <param name="WaitsFor">Why nothing is sent, or less than could be; null when nothing holds it up.</param>
internal sealed record RunReport(
    StoredRun Run, IReadOnlyDictionary<RecipientState, long> Counts, double Rate, TimeSpan? TimeLeft, string? WaitsFor)
{
    /// <summary>How many recipients there are, as far as they are known.</summary>
    public long Total => Counts.Values.Sum();

    /// <summary>How many nothing was sent to yet.</summary>
    public long Remaining => Counts.GetValueOrDefault(RecipientState.Pending);
}

/// <summary>Tells how runs go, on any host.</summary>
internal sealed class RunProgress(IAnnouncementStore store, TimeProvider time)
{
    // It would take years.
    private const double Slowest = 0.001;

    // Whoever works on a run says how it goes more often than that.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>How a run goes; null when there is none.</summary>
    /// <exception cref="Storage.StorageException">The database cannot be reached.</exception>
    public async Task<RunReport?> FindAsync(long run, CancellationToken cancellationToken)
    {
        if (await store.FindRunAsync(run, cancellationToken) is not { } found)
        {
            return null;
        }

        var counts = await store.CountAsync(run, cancellationToken);
        var word = found.Word is { } said && time.GetUtcNow() - said.At < Silence ? said : null;
        var rate = found.State == RunState.Sending && word is not null ? word.Rate : 0;
        var report = new RunReport(found, counts, rate, TimeLeft: null, await WaitsForAsync(found, word, cancellationToken));
        return report with
        {
            TimeLeft = rate > Slowest ? TimeSpan.FromSeconds(report.Remaining / rate) : null,
        };
    }

    private async Task<string?> WaitsForAsync(StoredRun run, RunWord? word, CancellationToken cancellationToken)
    {
        if (run.State.IsOver())
        {
            return null;
        }

        var announcement = await store.FindAsync(run.Definition.Name, cancellationToken);
        return announcement?.State == AnnouncementState.Paused && !run.IsTest ? "paused"
            : word is null && run.State == RunState.Sending ? "no host holds the account"
            : word?.WaitsFor;
    }
}
