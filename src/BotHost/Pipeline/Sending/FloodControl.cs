using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>Holds commands of one account back that are more than its dialogs, or the account, may send in a time.</summary>
/// <param name="options">How many that is.</param>
/// <param name="queue">What the account's queue is called.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears when commands wait, once in a while.</param>
internal sealed partial class FloodControl(SendingOptions options, string queue, TimeProvider time, ILogger logger)
{
    // A bucket that is full is as good as none, so the number of buckets is bounded by what was sent lately.
    private const int SweepEvery = 1000;

    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly TokenBucket _account = new(options.AccountRate, options.AccountBurst);
    private readonly Dictionary<(AccountRef, DialogRef), TokenBucket> _dialogs = [];
    private int _untilSweep = SweepEvery;
    private TimeSpan? _toldAt;

    /// <summary>Whether nothing is ever held back.</summary>
    public bool IsOff { get; } = options is { DialogRate: 0, AccountRate: 0 };

    /// <summary>Whether a command may leave now; then it counts.</summary>
    public bool TryTake((AccountRef, DialogRef) dialog)
    {
        if (IsOff)
        {
            return true;
        }

        lock (_gate)
        {
            var (now, bucket) = (Now, BucketOf(dialog));
            if (!bucket.HasToken(now) || !_account.HasToken(now))
            {
                return false;
            }

            bucket.Take(now);
            _account.Take(now);
            return true;
        }
    }

    /// <summary>Waits until a command may leave; it counts from now on. One dialog's commands wait one after the other.</summary>
    public async Task WaitAsync((AccountRef, DialogRef) dialog, CancellationToken cancellationToken)
    {
        if (IsOff)
        {
            return;
        }

        // First its dialog's, so that a dialog that waits long takes no place of the account's from others.
        await WaitForAsync(() => BucketOf(dialog), cancellationToken);
        await WaitForAsync(() => _account, cancellationToken);
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    private Task WaitForAsync(Func<TokenBucket> bucket, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            wait = bucket().Take(Now);
        }

        if (wait <= TimeSpan.Zero)
        {
            return Task.CompletedTask;
        }

        Tell();
        return Task.Delay(wait, time, cancellationToken);
    }

    private void Tell()
    {
        lock (_gate)
        {
            var now = Now;
            if (now - _toldAt < TellEvery)
            {
                return;
            }

            _toldAt = now;
        }

        LogWaiting(queue);
    }

    private TokenBucket BucketOf((AccountRef, DialogRef) dialog)
    {
        if (_dialogs.TryGetValue(dialog, out var known))
        {
            return known;
        }

        if (--_untilSweep == 0)
        {
            var now = Now;
            foreach (var (full, _) in _dialogs.Where(one => one.Value.IsFull(now)).ToList())
            {
                _dialogs.Remove(full);
            }

            _untilSweep = SweepEvery;
        }

        return _dialogs[dialog] = new TokenBucket(options.DialogRate, options.DialogBurst);
    }

    [LoggerMessage(LogLevel.Warning, "More is to be sent from {Queue} than the settings in Sending allow: what is over the limit waits.")]
    private partial void LogWaiting(string queue);
}
