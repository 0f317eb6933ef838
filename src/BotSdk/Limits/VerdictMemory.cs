using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Limits;

/// <summary>
/// What was said of the last messages. A message that comes again, because its handler failed or somebody else has changed what the
/// handler has read, counts once, and hears the same.
/// </summary>
internal sealed class VerdictMemory
{
    private const int Many = 10_000;

    private readonly Lock _gate = new();
    private Dictionary<(AccountRef Account, string Event), LimitVerdict> _young = [];
    private Dictionary<(AccountRef Account, string Event), LimitVerdict> _old = [];

    /// <param name="message">Which message.</param>
    /// <param name="judge">Counts a message that is new.</param>
    public LimitVerdict VerdictOn(MessageReceived message, Func<LimitVerdict> judge)
    {
        var identity = (message.Origin.Account, message.Origin.EventId);
        lock (_gate)
        {
            if (_young.TryGetValue(identity, out var known) || _old.TryGetValue(identity, out known))
            {
                return known;
            }

            if (_young.Count >= Many)
            {
                (_old, _young) = (_young, []);
            }

            return _young[identity] = judge();
        }
    }
}
