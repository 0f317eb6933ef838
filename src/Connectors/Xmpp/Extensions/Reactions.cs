using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0444: all that somebody feels about a message now; it takes the place of what they said before.</summary>
/// <param name="MessageId">The id of the message; in a room the id that the room gave it (XEP-0359).</param>
/// <param name="Emojis">Each once; none takes all of them back.</param>
public sealed record Reactions(string MessageId, IReadOnlyList<string> Emojis) : IPayload<Reactions>
{
    // The longest emojis are families and flags of about 35 UTF-16 units; what is longer is no emoji (and the XEP lets us ignore
    // it).
    private const int MaxEmojiLength = 64;

    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Reactions, "reactions");

    /// <inheritdoc />
    public static Reactions Parse(Element element)
    {
        var name = new XmlName(Namespaces.Reactions, "reaction");
        var emojis = element.Elements
            .Where(e => e.Name == name)
            .Select(e => e.Text.Trim())
            .Where(t => t.Length is > 0 and <= MaxEmojiLength);
        return new Reactions(element.RequireAttribute("id"), [.. emojis.Distinct()]);
    }

    /// <inheritdoc />
    public Element ToElement() => new(
        Name,
        [new XmlAttribute("id", MessageId)],
        [.. Emojis.Select(e => new Element(new XmlName(Namespaces.Reactions, "reaction"), e))]);
}
