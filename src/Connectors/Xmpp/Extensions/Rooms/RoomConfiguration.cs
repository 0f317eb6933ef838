using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions.Rooms;

/// <summary>XEP-0045 §10.1: opening a room that was just created (status 201), which is locked until then.</summary>
public static class RoomConfiguration
{
    /// <summary>§10.1.2: opens it as the service makes rooms by default.</summary>
    public static Iq InstantRequest(Jid room) => Submit(room, DataForm.Submit(null));

    /// <summary>
    /// §10.1.3: opens it, or changes it later, with some fields set, for example <c>muc#roomconfig_persistentroom</c>.
    /// </summary>
    public static Iq Request(Jid room, params IReadOnlyList<FormField> fields) =>
        Submit(room, DataForm.Submit(Namespaces.RoomConfiguration, fields));

    private static Iq Submit(Jid room, DataForm form) => new()
    {
        Type = IqType.Set,
        To = room,
        Payload = new Element(new XmlName(Namespaces.RoomOwner, "query"), [], form.ToElement()),
    };
}
