namespace BotPlatform.StandardXmpp.Messages;

/// <summary>XEP-0444 says all of somebody's reactions each time; what is new and what is gone is the difference to the time before.</summary>
internal sealed class ReactionMemory
{
    private const int Capacity = 8192;

    private readonly RecentMap<(string Dialog, string Message, string User), IReadOnlyList<string>> _last = new(Capacity);

    /// <summary>What changed; of what is not remembered, all are new.</summary>
    public (IReadOnlyList<string> Added, IReadOnlyList<string> Removed) Change(
        string dialog, string message, string user, IReadOnlyList<string> now)
    {
        var before = _last.TryGet((dialog, message, user), out var known) ? known : [];
        _last.Set((dialog, message, user), now);
        return ([.. now.Except(before)], [.. before.Except(now)]);
    }
}
