using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Elements;

/// <summary>Section 4.10: somebody added reactions to a message or took some back. Only servers send it.</summary>
/// <param name="MessageId">Which message.</param>
/// <param name="UserId">Whose reactions; null when the element does not say.</param>
/// <param name="Added">What was added.</param>
/// <param name="Removed">What was taken back.</param>
internal sealed record Reactions(string MessageId, string? UserId, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
    : IPayload<Reactions>
{
    // A change is one or two emoji; a stanza has room for thousands.
    private const int MaxChanges = 100;
    private const int MaxLength = 64;

    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Client, "reactions");

    /// <inheritdoc />
    public static Reactions Parse(Element element)
    {
        var (added, removed) = (Types(element, "add"), Types(element, "remove"));
        return added.Length + removed.Length > 0
            ? new(MessageIds.Require(element.RequireAttribute("message_id")), element.Attribute("user_id"), added, removed)
            : throw new XmppFormatException("<reactions/> changes nothing.");
    }

    /// <inheritdoc />
    public Element ToElement()
    {
        var change = new XmlName(Name.Namespace, "reaction");
        XmlAttribute[] attributes = UserId is null
            ? [new("message_id", MessageId)]
            : [new("user_id", UserId), new("message_id", MessageId)];
        return new Element(
            Name,
            attributes,
            [
                .. Added.Select(t => new Element(change, null, new XmlAttribute("add", "true"), new XmlAttribute("type", t))),
                .. Removed.Select(t => new Element(change, null, new XmlAttribute("remove", "true"), new XmlAttribute("type", t))),
            ]);
    }

    private static string[] Types(Element element, string change) =>
    [
        .. element.Elements
            .Where(e => e.Name.LocalName == "reaction" && e.Attribute(change) == "true")
            .Select(e => e.Attribute("type"))
            .OfType<string>()
            .Where(t => t.Length is > 0 and <= MaxLength)
            .Distinct(StringComparer.Ordinal)
            .Take(MaxChanges),
    ];
}
