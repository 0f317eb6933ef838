using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Rooms;

/// <summary>
/// Which sessions have joined which rooms (section 4.16). Nobody needs to: messages reach every member of a dialog, joined or
/// not. It tells who is looking. An occupant's nick is the user's id, for all of the user's sessions.
/// </summary>
internal sealed class RoomAttendance(SandboxWorld world, Addresses addresses)
{
    // One for all rooms, so that presences of a room have one order. What is sent under it is only queued, and ends no session.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<ChatSession>> _joined = new(StringComparer.Ordinal);

    /// <summary>The users who have joined, ascending; null when there is no such room.</summary>
    public IReadOnlyList<int>? Online(string dialogId)
    {
        lock (_lock)
        {
            return Find(dialogId) is { } dialog ? [.. In(dialog).Select(s => s.User.Id).Distinct().Order()] : null;
        }
    }

    /// <summary>Whether this very session has joined.</summary>
    public bool HasJoined(ChatSession session, string dialogId)
    {
        lock (_lock)
        {
            return Find(dialogId) is { } dialog && In(dialog).Contains(session);
        }
    }

    /// <summary>XEP-0045 §7.1: joins, or is told everything again. Returns why not, or null.</summary>
    public StanzaError? Join(ChatSession session, Address address, string? id)
    {
        lock (_lock)
        {
            if (Find(address.DialogId) is not { } dialog)
            {
                return Refusals.ItemNotFound;
            }

            if (!dialog.May(session.User.Id, DialogAction.Read))
            {
                return Refusals.RegistrationRequired;
            }

            if (address.Resource.Length == 0)
            {
                return Refusals.BadAddress;
            }

            var user = session.User.Id;
            var others = In(dialog).Where(s => s.User.Id != user).ToArray();
            var isNews = In(dialog).All(s => s.User.Id != user);
            if (!In(dialog).Contains(session))
            {
                _joined[dialog.Id] = [.. In(dialog), session];
            }

            // In this order: the newcomer knows everybody when it hears of itself.
            foreach (var other in others.Select(s => s.User.Id).Distinct())
            {
                Send(session, RoomPresence.Available(dialog, other, Occupant(dialog, other), session.FullJid, id: null));
            }

            int[] statuses = address.Resource == user.ToString() ? [RoomPresence.Self] : [RoomPresence.Self, RoomPresence.NickChanged];
            Send(session, RoomPresence.Available(dialog, user, Occupant(dialog, user), session.FullJid, id, statuses));
            foreach (var other in isNews ? others : [])
            {
                Send(other, RoomPresence.Available(dialog, user, Occupant(dialog, user), other.FullJid, id: null));
            }

            return null;
        }
    }

    /// <summary>XEP-0045 §7.14: leaves, if it had joined.</summary>
    public void Leave(ChatSession session, string dialogId, string? id)
    {
        lock (_lock)
        {
            if (Find(dialogId) is { } dialog && TakeOut(dialog.Id, session))
            {
                var from = Occupant(dialog, session.User.Id);
                Send(session, RoomPresence.Left(from, session.FullJid, id, RoomPresence.Self));
                TellLeft(dialog, session.User.Id);
            }
        }
    }

    /// <summary>The session is not there any more.</summary>
    public void LeaveAll(ChatSession session)
    {
        lock (_lock)
        {
            foreach (var dialogId in _joined.Keys.ToArray())
            {
                if (TakeOut(dialogId, session) && Find(dialogId) is { } dialog)
                {
                    TellLeft(dialog, session.User.Id);
                }
            }
        }
    }

    /// <summary>Takes a user's sessions out of a room and tells nobody; false when there are none.</summary>
    public bool Forget(string dialogId, int userId)
    {
        lock (_lock)
        {
            var gone = Find(dialogId) is { } dialog ? In(dialog).FindAll(s => s.User.Id == userId) : [];
            gone.ForEach(session => TakeOut(dialogId, session));
            return gone.Count > 0;
        }
    }

    /// <summary>
    /// Somebody was removed from a dialog: takes their sessions out of its room. To be called when the dialog knows.
    /// </summary>
    public void Expel(Dialog dialog, int userId, User actor)
    {
        lock (_lock)
        {
            var everybody = In(dialog);
            var from = Occupant(dialog, userId);
            foreach (var session in everybody.Where(s => s.User.Id == userId).ToArray())
            {
                TakeOut(dialog.Id, session);
                int[] statuses = [.. RoomPresence.Expelled, RoomPresence.Self];
                Send(session, RoomPresence.Removed(actor.BareJid, from, session.FullJid, statuses));
            }

            if (everybody.Count != In(dialog).Count)
            {
                foreach (var other in In(dialog))
                {
                    Send(other, RoomPresence.Removed(actor.BareJid, from, other.FullJid, RoomPresence.Expelled));
                }
            }
        }
    }

    /// <summary>The dialog is gone: takes everybody out of its room.</summary>
    public void Close(Dialog dialog, User actor)
    {
        lock (_lock)
        {
            int[] statuses = [.. RoomPresence.Expelled, RoomPresence.Self];
            foreach (var session in In(dialog))
            {
                var from = Occupant(dialog, session.User.Id);
                Send(session, RoomPresence.Removed(actor.BareJid, from, session.FullJid, statuses));
            }

            _joined.Remove(dialog.Id);
        }
    }

    private void TellLeft(Dialog dialog, int userId)
    {
        if (In(dialog).Any(s => s.User.Id == userId))
        {
            return;   // the user is still there with another session
        }

        foreach (var other in In(dialog))
        {
            Send(other, RoomPresence.Left(Occupant(dialog, userId), other.FullJid, id: null));
        }
    }

    /// <summary>Replaces the list, so that whoever iterates over the old one may.</summary>
    private bool TakeOut(string dialogId, ChatSession session)
    {
        if (!_joined.TryGetValue(dialogId, out var sessions) || !sessions.Contains(session))
        {
            return false;
        }

        _joined[dialogId] = [.. sessions.Where(s => s != session)];
        if (_joined[dialogId].Count == 0)
        {
            _joined.Remove(dialogId);
        }

        return true;
    }

    private Dialog? Find(string dialogId) =>
        world.Dialogs.TryFind(dialogId, out var dialog) && dialog.Type != DialogType.Private ? dialog : null;

    private List<ChatSession> In(Dialog dialog) => _joined.GetValueOrDefault(dialog.Id) ?? [];

    private string Occupant(Dialog dialog, int userId) => $"{addresses.Room(dialog.Id)}/{userId}";

    // A session that does not read ends by what it is sent next.
    private static void Send(ChatSession session, Element presence) => session.TryEnqueue(Outgoing.Live(presence));
}
