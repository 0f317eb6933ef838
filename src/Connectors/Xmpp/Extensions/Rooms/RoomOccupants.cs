using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions.Rooms;

/// <summary>XEP-0045 §6.5: who is in a room, without entering it. Rooms may keep it to themselves.</summary>
public static class RoomOccupants
{
    /// <summary>The request. Its answer is read with <see cref="ParseNicks"/>.</summary>
    public static Iq Request(Jid room) => DiscoItems.Request(room);

    /// <summary>The nicks in the answer; items that are no occupants of <paramref name="room"/> are left out.</summary>
    /// <exception cref="XmppFormatException">It is no list of items, or one of them has no address.</exception>
    public static IReadOnlyList<string> ParseNicks(Iq result, Jid room) =>
        [.. result.Require<DiscoItems>().Items
            .Where(i => i.Address.Bare == room && !i.Address.IsBare)
            .Select(i => i.Address.Resource)
            .Distinct()];
}
