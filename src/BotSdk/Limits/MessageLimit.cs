using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Limits;

/// <summary>So many messages in so much time, from each of those whom a key tells apart. Counted in this process alone.</summary>
internal sealed class MessageLimit
{
    // Of those who have been quiet for the whole time nothing need be kept.
    private const int ManyKeys = 10_000;

    private readonly FixedWindowRateLimiterOptions _limit;
    private readonly Func<MessageReceived, object> _key;
    private readonly ConcurrentDictionary<object, (RateLimiter Messages, RateLimiter Notices)> _limiters = [];
    private readonly VerdictMemory _verdicts = new();
    private volatile int _enough = ManyKeys;

    public MessageLimit(int count, TimeSpan time, Func<MessageReceived, object> key)
    {
        _limit = Options(count, time);
        _key = key;
    }

    /// <summary>Each user, in whichever dialog.</summary>
    public static object User(MessageReceived message) => (message.Origin.Account, message.Sender);

    /// <summary>Each dialog, whoever writes there.</summary>
    public static object Dialog(MessageReceived message) => (message.Origin.Account, message.Dialog);

    /// <summary>Counts the message, if it has not been counted.</summary>
    public LimitVerdict VerdictOn(MessageReceived message) => _verdicts.VerdictOn(message, () =>
    {
        var (messages, notices) = LimitersOf(message);
        return IsFree(messages) ? LimitVerdict.Passes : IsFree(notices) ? LimitVerdict.Refused : LimitVerdict.RefusedAgain;
    });

    private static FixedWindowRateLimiterOptions Options(int count, TimeSpan time) =>
        new() { PermitLimit = count, Window = time, AutoReplenishment = false };

    private static bool IsFree(RateLimiter limiter)
    {
        ((ReplenishingRateLimiter)limiter).TryReplenish();
        using var lease = limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    private (RateLimiter Messages, RateLimiter Notices) LimitersOf(MessageReceived message)
    {
        if (_limiters.Count > _enough)
        {
            ForgetTheQuiet();
        }

        return _limiters.GetOrAdd(
            _key(message),
            _ => (new FixedWindowRateLimiter(_limit), new FixedWindowRateLimiter(Options(1, _limit.Window))));
    }

    private void ForgetTheQuiet()
    {
        foreach (var (key, (messages, _)) in _limiters)
        {
            ((ReplenishingRateLimiter)messages).TryReplenish();
            if (messages.GetStatistics()?.CurrentAvailablePermits == _limit.PermitLimit)
            {
                _limiters.TryRemove(key, out var _);
            }
        }

        _enough = Math.Max(ManyKeys, 2 * _limiters.Count); // so that a crowd is not looked through with each message
    }
}
