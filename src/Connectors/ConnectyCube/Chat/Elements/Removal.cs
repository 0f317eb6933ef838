using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Elements;

/// <summary>Section 4.9: a message is taken back for everybody.</summary>
/// <param name="MessageId">Which.</param>
internal sealed record Removal(string MessageId) : IPayload<Removal>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new("urn:xmpp:message-delete:0", "remove");

    /// <inheritdoc />
    public static Removal Parse(Element element) => new(MessageIds.Require(element.RequireAttribute("id")));

    /// <inheritdoc />
    public Element ToElement() => new(Name, null, new XmlAttribute("id", MessageId));
}
