using System.Collections.Concurrent;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Rooms;

/// <summary>The rooms that the account is in, wants to be in, or is asking to be let into.</summary>
internal sealed class RoomList
{
    private readonly ConcurrentDictionary<Jid, Room> _rooms = new();
    private readonly string _nick;

    /// <summary>The rooms of the configuration, which are wanted.</summary>
    public RoomList(string nick, IEnumerable<Jid> configured)
    {
        _nick = nick;
        foreach (var address in configured)
        {
            _rooms[address] = new Room(address, nick) { IsConfigured = true, IsWanted = true };
        }
    }

    public IReadOnlyList<Room> Wanted => [.. _rooms.Values.Where(r => r.IsWanted)];

    /// <summary>The room at this address; null when it is none of ours.</summary>
    public Room? Find(Jid address) => _rooms.GetValueOrDefault(address.Bare);

    /// <summary>
    /// XEP-0045 §7.4: whether a refusal means that a room, without a word, no longer counts us among its occupants.
    /// </summary>
    public bool HasForgottenUs(Jid address, StanzaError refusal) =>
        refusal.Condition == "not-acceptable" && Find(address) is { IsWanted: true };

    public Room FindOrAdd(Jid address) => _rooms.GetOrAdd(address, a => new Room(a, _nick));

    public void Remove(Room room) => _rooms.TryRemove(KeyValuePair.Create(room.Address, room));
}
