using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions.Rooms;

/// <summary>XEP-0045 §7.2.15, §8.1: what a room is about.</summary>
public static class RoomSubject
{
    private static readonly XmlName SubjectName = new(Namespaces.Client, "subject");

    /// <summary>
    /// The subject that a message sets, empty when it takes it away; null when it sets none. It also comes last when somebody
    /// enters: what follows is live.
    /// </summary>
    public static string? GetRoomSubject(this Message message) =>
        message.Type == MessageType.GroupChat && message.Body is null
            ? message.Payloads.FirstOrDefault(e => e.Name == SubjectName)?.Text
            : null;
}
