using BotPlatform.BotHost.Storage;

namespace BotPlatform.BotHost.Leases;

/// <summary>The way to the database, which may be broken for a while: says so in the log once, and when it is there again.</summary>
/// <param name="patience">For how long an answer is waited for.</param>
/// <param name="time">The clock of that.</param>
/// <param name="logger">Hears of it.</param>
internal sealed partial class LeaseLink(TimeSpan patience, TimeProvider time, ILogger logger)
{
    private volatile bool _isBroken;

    /// <returns>False when there was no answer, and it is not known whether the database did what was asked.</returns>
    public async Task<bool> TryAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await ask(either.Token);
            if (_isBroken)
            {
                LogBack();
            }

            _isBroken = false;
            return true;
        }
        catch (Exception error) when (error is StorageException || (error is OperationCanceledException && limit.IsCancellationRequested))
        {
            if (!_isBroken)
            {
                LogBroken(error.Message);
            }

            _isBroken = true;
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The leases cannot be renewed now: {Problem}")]
    private partial void LogBroken(string problem);

    [LoggerMessage(LogLevel.Information, "The leases can be renewed again.")]
    private partial void LogBack();
}
