using System.Threading.Channels;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.CatchUp;

/// <summary>
/// Repairs the gaps of one account: has what it missed read and taken over, again and again until that succeeds. Live events wait for
/// it, up to a limit.
/// </summary>
/// <param name="account">Whose.</param>
/// <param name="cursor">Where to begin.</param>
/// <param name="reader">Reads.</param>
/// <param name="reach">How far back at most.</param>
/// <param name="open">Told while live events go on without what was missed.</param>
/// <param name="saving">What is said while cursors cannot be written down.</param>
/// <param name="options">How long, how often.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The story.</param>
internal sealed partial class GapRepair(
    AccountRef account, AccountCursor cursor, GapReader reader, TimeSpan reach, OpenGaps open, Outage saving, CatchUpOptions options,
    TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _telling = new(); // whether a gap is open and what is told of it change together
    private readonly Channel<TaskCompletionSource> _gaps = Channel.CreateUnbounded<TaskCompletionSource>();
    private readonly TaskCompletionSource _isReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Outage _reading = new($"What account {account.Id} missed", "be read", time, logger);

    /// <summary>Messages flow for the account: the network knows that it is here, and the history has what came before.</summary>
    public void Ready() => _isReady.TrySetResult();

    /// <summary>An event was read from the live stream.</summary>
    /// <returns>To be called when it is safe.</returns>
    public Action Follow(IAccountEvent @event) => cursor.Follow(@event);

    /// <summary>The account may have missed something until now. Returns when live events may go on.</summary>
    public Task RepairAsync(CancellationToken cancellationToken)
    {
        var gap = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cursor.OpenGap();
        _gaps.Writer.TryWrite(gap);
        return HoldAsync(gap.Task, cancellationToken);
    }

    /// <summary>Repairs what is to be repaired, and writes the cursor down now and then, until the token fires.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await Task.WhenAll(RepairAllAsync(stopping), SaveAgainAndAgainAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            // The host is stopping; what is open is repaired at the next start.
        }
        finally
        {
            lock (_telling)
            {
                open.Remove(account);
            }
        }
    }

    /// <summary>Writes the cursor down for the last time.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await cursor.SaveAsync(cancellationToken);
        }
        catch (StorageException error)
        {
            LogNotSaved(account.Id, error.Message); // more is read again than needed
        }
    }

    private async Task HoldAsync(Task gap, CancellationToken cancellationToken)
    {
        await _isReady.Task.WaitAsync(cancellationToken);
        try
        {
            await gap.WaitAsync(options.HoldFor, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogGoesOn(account.Id, options.HoldFor.TotalSeconds);
            lock (_telling)
            {
                if (!gap.IsCompleted && !cancellationToken.IsCancellationRequested)
                {
                    open.Add(account, cursor.SafeUntil);
                }
            }
        }
    }

    private async Task SaveAgainAndAgainAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SaveInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                await SaveOrTellAsync(stopping);
            }
        }
        finally
        {
            saving.Leave(this);
        }
    }

    private async Task SaveOrTellAsync(CancellationToken stopping)
    {
        try
        {
            await cursor.SaveAsync(stopping);
            saving.End(this);
        }
        catch (StorageException error)
        {
            saving.Begin(this, error);
        }
    }

    private async Task RepairAllAsync(CancellationToken stopping)
    {
        await _isReady.Task.WaitAsync(stopping);
        while (await _gaps.Reader.WaitToReadAsync(stopping))
        {
            var gaps = new List<TaskCompletionSource>();
            for (var attempt = 0; !await TryCloseAsync(gaps, stopping); attempt++)
            {
                await Task.Delay(options.Backoff.Delay(attempt), time, stopping);
            }
        }
    }

    /// <summary>Closes all gaps that are known when it begins.</summary>
    private async Task<bool> TryCloseAsync(List<TaskCompletionSource> gaps, CancellationToken stopping)
    {
        while (_gaps.Reader.TryRead(out var gap))
        {
            gaps.Add(gap);
        }

        try
        {
            var (stored, isNew) = await cursor.LoadAsync(stopping);
            var isTheStart = isNew && gaps.Count == 1; // what was written before is none of a new account's business
            cursor.CloseGaps(gaps.Count, isTheStart ? null : await ReadAsync(stored.BeganAt, stopping));
            lock (_telling)
            {
                gaps.ForEach(gap => gap.TrySetResult());
                if (_gaps.Reader.Count == 0)
                {
                    open.Remove(account);
                }
            }

            _reading.End(this);
            return true;
        }
        catch (ConnectorRefusedException error)
        {
            LogRefused(account.Id, error.Message);
            lock (_telling)
            {
                open.Add(account, cursor.SafeUntil);
                gaps.ForEach(gap => gap.TrySetResult()); // nothing is gained by waiting
            }
        }
        catch (Exception error) when (error is ConnectorException or StorageException)
        {
            _reading.Begin(this, error);
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            LogMistake(error, account.Id);
        }

        return false;
    }

    /// <returns>Up to where everything is safe now; null when nothing was missed.</returns>
    private async Task<DateTimeOffset?> ReadAsync(DateTimeOffset first, CancellationToken stopping)
    {
        var begun = time.GetUtcNow();
        var (wanted, oldest) = (cursor.SafeUntil, begun - reach);
        if (wanted < oldest)
        {
            LogTooLong(account.Id, wanted, oldest);
        }

        var since = Latest(wanted - options.Overlap, Latest(oldest, first));
        var reading = await reader.ReadAsync(since, stopping);
        LogRepaired(reading.Count > 0 ? LogLevel.Information : LogLevel.Debug, account.Id, since, reading.Count);

        // What came while it was read may have come to a dialog that was through.
        return reading.Newest < begun ? reading.Newest : reading.Newest is null ? null : begun;
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    [LoggerMessage("Account {Account} has read its history since {Since:u}: {Count} events, those included that it has already.")]
    private partial void LogRepaired(LogLevel level, string account, DateTimeOffset since, int count);

    [LoggerMessage(LogLevel.Information,
        "Account {Account} was last known to miss nothing at {Wanted:u}, and reads its history only since {Oldest:u}: see CatchUp:MaxAge.")]
    private partial void LogTooLong(string account, DateTimeOffset wanted, DateTimeOffset oldest);

    [LoggerMessage(LogLevel.Error, "Account {Account} may not read what it missed: {Problem}")]
    private partial void LogRefused(string account, string problem);

    [LoggerMessage(LogLevel.Warning,
        "Account {Account} has waited {Seconds:0.#} s for what it missed and goes on: that comes later, behind what is newer.")]
    private partial void LogGoesOn(string account, double seconds);

    [LoggerMessage(LogLevel.Warning, "The cursor of account {Account} is not written down: {Problem}")]
    private partial void LogNotSaved(string account, string problem);

    [LoggerMessage(LogLevel.Error, "Reading what account {Account} missed failed in a way that it should not.")]
    private partial void LogMistake(Exception error, string account);
}
