using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Rooms;

/// <summary>XEP-0045 §7.2: how the account asks to be let into a room, and opens one that did not exist before.</summary>
internal static class RoomEntrance
{
    /// <summary>
    /// Asks whether the room gives ids to messages and keeps an archive, unless that is known. Better before joining: then all messages
    /// have them.
    /// </summary>
    public static async Task LearnAsync(IXmppSession session, Room room, CancellationToken cancellationToken)
    {
        if (room.GivesIds is not null)
        {
            return;
        }

        try
        {
            var answer = await session.RequestAsync(DiscoInfo.Request(room.Address), cancellationToken).ConfigureAwait(false);
            var features = answer.Require<DiscoInfo>().Features;
            room.KeepsArchive = features.Contains(Namespaces.Archive);
            room.GivesIds = features.Contains(Namespaces.StanzaIds);
        }
        catch (XmppException e) when (e is XmppStanzaException or XmppFormatException)
        {
            // There is no such room yet, or it does not say.
        }
    }

    /// <summary>
    /// "Let me in." Only what was said since the room was last heard is asked for: what was said before the first time is not new.
    /// </summary>
    public static Presence Join(Room room)
    {
        room.BeginJoin();
        var history = room.HistorySince is { } since ? new RoomHistory(Since: since) : new RoomHistory(MaxMessages: 0);
        return RoomJoin.Join(room.Address, room.Nick, history: history) with { Id = $"join-{Guid.NewGuid():N}" };
    }

    /// <summary>XEP-0045 §10.1.2: a room that we have just made is locked until we accept how it is.</summary>
    public static async Task OpenAsync(IXmppSession session, Room room, CancellationToken cancellationToken)
    {
        try
        {
            await session.RequestAsync(RoomConfiguration.InstantRequest(room.Address), cancellationToken).ConfigureAwait(false);
        }
        catch (XmppStanzaException)
        {
            // Servers that do not lock rooms may say that there is nothing to accept.
        }
    }
}
