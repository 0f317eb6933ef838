namespace BotPlatform.BotHost.Waiting;

/// <summary>
/// Something that the host needs and that is away now and then. The log says so once when that begins, with the reason, and once when it is
/// over, however many wait for it and however long.
/// </summary>
/// <param name="subject">What is affected, for the log: "The leases".</param>
/// <param name="verb">What cannot be done with it then: "be renewed".</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="logger">Hears of it.</param>
internal sealed partial class Outage(string subject, string verb, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly HashSet<object> _waiting = [];

    /// <summary>Does something again and again until it succeeds.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public Task OutlastAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken) => OutlastAsync(
        async token =>
        {
            await act(token);
            return true;
        },
        cancellationToken);

    /// <summary>Does something again and again until it succeeds.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<T> OutlastAsync<T>(Func<CancellationToken, Task<T>> act, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await act(cancellationToken);
        }
        catch (Exception error)
        {
            return await RepeatAsync(act, error, cancellationToken);
        }
    }

    /// <summary>Somebody cannot go on.</summary>
    /// <param name="waiter">Who, until <see cref="End"/> or <see cref="Leave"/>.</param>
    /// <param name="error">Why.</param>
    public void Begin(object waiter, Exception error)
    {
        lock (_gate) // what is said is in order
        {
            if (_waiting.Count == 0)
            {
                LogBegun(subject, verb, error.Message);
            }
            else
            {
                LogGoesOn(error, subject, verb);
            }

            _waiting.Add(waiter);
        }
    }

    /// <summary>Somebody can go on. It is over when all can; harmless for who always could.</summary>
    public void End(object waiter)
    {
        lock (_gate)
        {
            if (_waiting.Remove(waiter) && _waiting.Count == 0)
            {
                LogOver(subject, verb);
            }
        }
    }

    /// <summary>Somebody waits no more, and it is not known whether it is over.</summary>
    public void Leave(object waiter)
    {
        lock (_gate)
        {
            _waiting.Remove(waiter);
        }
    }

    private async Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> act, Exception error, CancellationToken cancellationToken)
    {
        var waiter = new object();
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                cancellationToken.ThrowIfCancellationRequested(); // what fails then is nobody's fault
                Begin(waiter, error);
                await Task.Delay(Backoff.OfServices.Delay(attempt), time, cancellationToken);
                T result;
                try
                {
                    result = await act(cancellationToken);
                }
                catch (Exception again)
                {
                    error = again;
                    continue;
                }

                End(waiter);
                return result;
            }
        }
        finally
        {
            Leave(waiter);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Subject} cannot {Verb} now; trying again: {Problem}")]
    private partial void LogBegun(string subject, string verb, string problem);

    [LoggerMessage(LogLevel.Debug, "{Subject} still cannot {Verb}.")]
    private partial void LogGoesOn(Exception error, string subject, string verb);

    [LoggerMessage(LogLevel.Information, "{Subject} can {Verb} again.")]
    private partial void LogOver(string subject, string verb);
}
