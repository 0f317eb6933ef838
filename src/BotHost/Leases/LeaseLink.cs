using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Leases;

/// <summary>The way to the database, which may be broken for a while.</summary>
/// <param name="patience">For how long an answer is waited for.</param>
/// <param name="time">The clock of that.</param>
/// <param name="logger">Hears of it.</param>
internal sealed class LeaseLink(TimeSpan patience, TimeProvider time, ILogger logger)
{
    private readonly Outage _outage = new("The leases", "be renewed", time, logger);

    /// <returns>False when there was no answer, and it is not known whether the database did what was asked.</returns>
    public async Task<bool> TryAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await ask(either.Token);
            _outage.End(this);
            return true;
        }
        catch (Exception error) when (error is StorageException || (error is OperationCanceledException && limit.IsCancellationRequested))
        {
            _outage.Begin(this, error);
            return false;
        }
    }
}
