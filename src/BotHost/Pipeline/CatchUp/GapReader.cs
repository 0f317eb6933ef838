using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.CatchUp;

/// <summary>How a history was read.</summary>
/// <param name="Count">How many events there were, those that came live as well included.</param>
/// <param name="Newest">When the newest of them happened; null when there was none.</param>
internal sealed record GapReading(int Count, DateTimeOffset? Newest);

/// <summary>Reads what an account missed, and has it taken over.</summary>
internal sealed class GapReader(AccountRef account, IReadsMissed history, AcceptEvent accept, HostMetrics metrics, ILogger logger)
{
    /// <summary>Reads from a moment to the end, and returns when all of it is safe.</summary>
    /// <exception cref="ConnectorException">The history cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The host gave up.</exception>
    public async Task<GapReading> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (count, newest) = (0, (DateTimeOffset?)null);
        using var intake = new Intake(accept, logger);
        try
        {
            await foreach (var missed in history.ReadMissedAsync(since, cancellationToken))
            {
                await intake.AddAsync(missed, () => { }, cancellationToken);
                var at = missed.Origin.OccurredAt;
                (count, newest) = (count + 1, at < newest ? newest : at);
            }
        }
        finally
        {
            await intake.WhenEmptyAsync(); // also what was read before it failed is on its way
            metrics.MissedEvents(account, count);
        }

        return intake.IsIncomplete ? throw new OperationCanceledException() : new GapReading(count, newest);
    }
}
