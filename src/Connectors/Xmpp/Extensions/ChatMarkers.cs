using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0333: how far somebody got with a message, and with all before it.</summary>
public enum ChatMarkerKind
{
    /// <summary>A device has it.</summary>
    Received,

    /// <summary>It was shown in an open conversation.</summary>
    Displayed,

    /// <summary>A person confirmed it, for example with a button. Gone from later versions of the XEP.</summary>
    Acknowledged,
}

/// <summary>XEP-0333: the sender would like a marker for this message.</summary>
public sealed record Markable : IPayload<Markable>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.ChatMarkers, "markable");

    /// <inheritdoc />
    public static Markable Parse(Element element) => new();

    /// <inheritdoc />
    public Element ToElement() => new(Name);
}

/// <summary>XEP-0333: the message with this id, and all before it, got this far.</summary>
/// <param name="Kind">How far.</param>
/// <param name="MessageId">The id of the message; in a room the id that the room gave it (XEP-0359).</param>
public sealed record ChatMarker(ChatMarkerKind Kind, string MessageId);

/// <summary>XEP-0333: chat markers, which are three elements of one namespace.</summary>
public static class ChatMarkers
{
    /// <summary>The first marker that a message carries, or null.</summary>
    /// <exception cref="XmppFormatException">It names no message.</exception>
    public static ChatMarker? GetChatMarker(this Message message)
    {
        foreach (var payload in message.Payloads)
        {
            if (payload.Name.Namespace == Namespaces.ChatMarkers && ToKind(payload.Name.LocalName) is { } kind)
            {
                return new ChatMarker(kind, payload.RequireAttribute("id"));
            }
        }

        return null;
    }

    /// <summary>A copy of the message that carries a marker. Markers are never answered with markers.</summary>
    public static Message WithChatMarker(this Message message, ChatMarker marker) => message.With(
        new Element(new XmlName(Namespaces.ChatMarkers, ToName(marker.Kind)), null, new XmlAttribute("id", marker.MessageId)));

    private static ChatMarkerKind? ToKind(string name) => name switch
    {
        "received" => ChatMarkerKind.Received,
        "displayed" => ChatMarkerKind.Displayed,
        "acknowledged" => ChatMarkerKind.Acknowledged,
        _ => null,
    };

    private static string ToName(ChatMarkerKind kind) => kind switch
    {
        ChatMarkerKind.Received => "received",
        ChatMarkerKind.Displayed => "displayed",
        _ => "acknowledged",
    };
}
