using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0308: the message takes the place of an earlier one.</summary>
/// <remarks>It counts only if it comes from the sender of the earlier one; in a room, from the same occupant.</remarks>
/// <param name="MessageId">The id of the message as it was sent first, also when it was corrected before.</param>
public sealed record Correction(string MessageId) : IPayload<Correction>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.MessageCorrection, "replace");

    /// <inheritdoc />
    public static Correction Parse(Element element) => new(element.RequireAttribute("id"));

    /// <inheritdoc />
    public Element ToElement() => new(Name, null, new XmlAttribute("id", MessageId));
}
