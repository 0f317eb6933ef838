using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Rooms;

/// <summary>What a room answers: who is online (section 4.16), and whether the asker still is (XEP-0410).</summary>
internal sealed class RoomRequests(RoomAttendance attendance, Addresses addresses)
{
    private static readonly XmlName Items = new("http://jabber.org/protocol/disco#items", "query");
    private static readonly XmlName Ping = new(Namespaces.Ping, "ping");

    /// <summary>The answer, or why there is none.</summary>
    public (Element? Answer, StanzaError? Refusal) Handle(ChatSession session, Iq iq, Address room)
    {
        if (attendance.Online(room.DialogId) is not { } online)
        {
            return (null, Refusals.ItemNotFound);
        }

        var isOwn = room.Resource == session.User.Id.ToString();
        return iq.Type == IqType.Get && iq.Payload?.Name is { } name
            ? name == Items && room.Resource.Length == 0 ? (Occupants(room.DialogId, online), null)
                : name == Ping && isOwn ? (null, attendance.HasJoined(session, room.DialogId) ? null : Refusals.NotAcceptable)
                : (null, Refusals.NotImplemented)
            : (null, Refusals.NotImplemented);
    }

    private Element Occupants(string dialogId, IReadOnlyList<int> online)
    {
        var room = addresses.Room(dialogId);
        var items = online.Select(id =>
            new Element(new XmlName(Items.Namespace, "item"), null, new XmlAttribute("jid", $"{room}/{id}")));
        return new Element(Items, [], [.. items]);
    }
}
