using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Activity;

/// <summary>
/// When somebody was last there, and who wants to know (section 4.13). A user is there while a session is available. The time
/// survives the sessions; a subscription lives as long as the session that asked for it.
/// </summary>
internal sealed class LastActivity(SandboxWorld world, Mailboxes mailboxes, PrivacyGuard guard)
{
    // One for all users, so that what a subscriber hears has one order. What is sent under it is only queued, and ends no
    // session.
    private readonly Lock _lock = new();
    private readonly HashSet<int> _present = [];
    private readonly Dictionary<int, DateTimeOffset> _lastSeen = [];
    private readonly Dictionary<ChatSession, HashSet<int>> _subscriptions = [];

    /// <summary>Seconds since the user was there, at least 1; 0 while they are, null when they never were.</summary>
    public long? SecondsSince(int userId)
    {
        lock (_lock)
        {
            return _present.Contains(userId) ? 0
                : _lastSeen.TryGetValue(userId, out var at) ? Seconds(at)
                : null;
        }
    }

    /// <summary>From now on, the session hears when the user comes and goes; or no more.</summary>
    public void Subscribe(ChatSession session, int userId, bool enable)
    {
        lock (_lock)
        {
            if (!enable)
            {
                _subscriptions.GetValueOrDefault(session)?.Remove(userId);
            }
            else if (_subscriptions.TryGetValue(session, out var users))
            {
                users.Add(userId);
            }
            else
            {
                _subscriptions[session] = [userId];
            }
        }
    }

    /// <summary>A session of the user has become available, or is not any more.</summary>
    /// <param name="user">Whose session.</param>
    /// <param name="at">When it gave its last sign of life.</param>
    public void Update(User user, DateTimeOffset at)
    {
        lock (_lock)
        {
            var isPresent = mailboxes.Of(user.Id).Available.Count > 0;
            if (isPresent ? !_present.Add(user.Id) : !_present.Remove(user.Id))
            {
                return;
            }

            _lastSeen[user.Id] = at;
            foreach (var (subscriber, users) in _subscriptions)
            {
                if (users.Contains(user.Id) && guard.IqRefusal(subscriber, user.Id) is null)
                {
                    Tell(subscriber, user, isPresent ? 0 : Seconds(at));
                }
            }
        }
    }

    /// <summary>The session has ended, and its subscriptions with it.</summary>
    public void Forget(ChatSession session)
    {
        lock (_lock)
        {
            _subscriptions.Remove(session);
        }
    }

    // Zero says that the user is there (section 4.13), so whoever has left has been away for one second at least.
    private long Seconds(DateTimeOffset since) => Math.Max(1, (long)(world.Time.GetUtcNow() - since).TotalSeconds);

    /// <summary>A result that nobody asked for: the vendor's SDK answers a <c>set</c> with an error.</summary>
    private void Tell(ChatSession subscriber, User user, long seconds) => subscriber.TryEnqueue(Outgoing.Live(new Element(
        new XmlName(Namespaces.Client, "iq"),
        [
            new("type", "result"), new("from", user.BareJid), new("to", subscriber.FullJid),
            new("id", $"activity-{world.Ids.Next()}"),
        ],
        ActivityRequests.Query(seconds))));
}
