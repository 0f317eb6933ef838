using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Limits;

/// <summary>So many messages in so much time, from each of those whom a key tells apart. Counted in this process alone.</summary>
internal sealed class MessageLimit(int count, TimeSpan time, Func<MessageReceived, object> key)
{
    // Of those who have been quiet for the whole time nothing need be kept.
    private const int ManyKeys = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<object, (LimitWindow Messages, LimitWindow Notices)> _windows = [];
    private readonly VerdictMemory _verdicts = new();
    private int _enough = ManyKeys;

    /// <summary>Each user, in whichever dialog.</summary>
    public static object User(MessageReceived message) => (message.Origin.Account, message.Sender);

    /// <summary>Each dialog, whoever writes there.</summary>
    public static object Dialog(MessageReceived message) => (message.Origin.Account, message.Dialog);

    /// <summary>Counts the message, if it has not been counted.</summary>
    public LimitVerdict VerdictOn(MessageReceived message, TimeProvider clock) => _verdicts.VerdictOn(message, () =>
    {
        lock (_gate)
        {
            var (messages, notices) = WindowsOf(message, clock);
            return messages.TryTake(clock) ? LimitVerdict.Passes
                : notices.TryTake(clock) ? LimitVerdict.Refused
                : LimitVerdict.RefusedAgain;
        }
    });

    private (LimitWindow Messages, LimitWindow Notices) WindowsOf(MessageReceived message, TimeProvider clock)
    {
        var whose = key(message);
        if (_windows.TryGetValue(whose, out var known))
        {
            return known;
        }

        if (_windows.Count > _enough)
        {
            ForgetTheQuiet(clock);
        }

        return _windows[whose] = (new LimitWindow(count, time), new LimitWindow(1, time));
    }

    private void ForgetTheQuiet(TimeProvider clock)
    {
        foreach (var (whose, (messages, _)) in _windows)
        {
            if (messages.IsOver(clock))
            {
                _windows.Remove(whose);
            }
        }

        _enough = Math.Max(ManyKeys, 2 * _windows.Count); // so that a crowd is not looked through with each message
    }
}
