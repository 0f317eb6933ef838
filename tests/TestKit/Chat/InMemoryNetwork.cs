using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.TestKit.Chat;

/// <summary>
/// A chat network in memory, with users who exist as soon as somebody has made a connector for them. A 1-1 dialog has the other
/// user's id.
/// </summary>
public sealed class InMemoryNetwork
{
    /// <summary>How accounts name it.</summary>
    public const string Name = "memory";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, InMemoryMailbox> _mailboxes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<(string Blocker, string Blocked)> _blocked = [];
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private int _events;

    /// <summary>A connector of a user, who is known from now on.</summary>
    public InMemoryConnector Create(AccountRef account)
    {
        lock (_gate)
        {
            _mailboxes.TryAdd(account.Id, new InMemoryMailbox());
            return new InMemoryConnector(account, this, _mailboxes[account.Id]);
        }
    }

    /// <summary>A user whose password is wrong.</summary>
    public void Refuse(string user)
    {
        lock (_gate)
        {
            _refused.Add(user);
        }
    }

    /// <summary>A group in which nobody is yet.</summary>
    public DialogRef NewGroup()
    {
        lock (_gate)
        {
            var id = $"group{_groups.Count + 1}";
            _groups.Add(id, []);
            return new DialogRef(id);
        }
    }

    /// <summary>A user reacts to a message in a 1-1 dialog.</summary>
    public void React(string user, DialogRef dialog, string messageId, IReadOnlyList<string> added, IReadOnlyList<string> removed) => Tell(
        user, dialog, to => new ReactionsChanged
        {
            Origin = to.Origin,
            Dialog = to.Dialog,
            DialogKind = to.Kind,
            MessageId = messageId,
            User = new UserRef(user),
            Added = added,
            Removed = removed,
        });

    internal bool IsRefused(string user)
    {
        lock (_gate)
        {
            return _refused.Contains(user);
        }
    }

    /// <summary>Something happens in a dialog: everybody else in it gets it.</summary>
    /// <exception cref="ConnectorRefusedException">There is no such dialog, or its other user is blocked.</exception>
    internal void Tell(string user, DialogRef dialog, Func<Recipient, IChatEvent> toEvent, bool isKept = true, Action<string>? confirm = null)
    {
        lock (_gate)
        {
            var isGroup = _groups.TryGetValue(dialog.Id, out var members);
            foreach (var other in isGroup ? members!.Where(m => m != user) : Other(user, dialog))
            {
                var happened = toEvent(new Recipient(
                    NewOrigin(other), isGroup ? dialog : new DialogRef(user), isGroup ? DialogKind.Group : DialogKind.Direct));
                _mailboxes[other].Add(new Delivery(happened, confirm is null ? null : () => confirm(other)), isKept);
            }
        }
    }

    internal void Join(string user, DialogRef dialog)
    {
        lock (_gate)
        {
            Group(dialog).Add(user);
            Tell(user, dialog, to => new OccupantJoined { Origin = to.Origin, Dialog = dialog, User = new UserRef(user) }, isKept: false);
        }
    }

    internal void Leave(string user, DialogRef dialog)
    {
        lock (_gate)
        {
            if (Group(dialog).Remove(user))
            {
                Tell(user, dialog, to => new OccupantLeft { Origin = to.Origin, Dialog = dialog, User = new UserRef(user) }, isKept: false);
            }
        }
    }

    internal OnlineOccupants OccupantsOf(DialogRef dialog)
    {
        lock (_gate)
        {
            return new OnlineOccupants { Users = [.. Group(dialog).Select(m => new UserRef(m))] };
        }
    }

    /// <summary>These are the users whom a user blocks from now on.</summary>
    internal void Block(string user, IEnumerable<string> others)
    {
        lock (_gate)
        {
            _blocked.RemoveWhere(b => b.Blocker == user);
            _blocked.UnionWith(others.Select(o => (user, o)));
        }
    }

    private IEnumerable<string> Other(string user, DialogRef dialog) =>
        !_mailboxes.ContainsKey(dialog.Id) ? throw new ConnectorRefusedException("There is no such dialog.", "item-not-found")
        : _blocked.Contains((dialog.Id, user)) || _blocked.Contains((user, dialog.Id))
            ? throw new ConnectorRefusedException("The user is blocked.", "service-unavailable")
        : [dialog.Id];

    private HashSet<string> Group(DialogRef dialog) => _groups.TryGetValue(dialog.Id, out var members)
        ? members
        : throw new ConnectorRefusedException("There is no such group.", "item-not-found");

    private EventOrigin NewOrigin(string user) => new()
    {
        EventId = $"{Name}-{++_events}",
        Account = new AccountRef(Name, user),
        OccurredAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };
}

/// <summary>Who gets an event, and how they see where it happened.</summary>
internal sealed record Recipient(EventOrigin Origin, DialogRef Dialog, DialogKind Kind);
