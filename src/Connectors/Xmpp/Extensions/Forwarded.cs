using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0297: a message inside another stanza. Whoever sent the outer one may have made it up.</summary>
/// <param name="Message">The message with its own addresses; null when the archive has kept only its place (XEP-0313).</param>
/// <param name="Delay">When it was sent first, if that is said.</param>
public sealed record Forwarded(Message? Message, Delay? Delay = null) : IPayload<Forwarded>
{
    private static readonly XmlName MessageName = new(Namespaces.Client, "message");

    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Forward, "forwarded");

    /// <inheritdoc />
    public static Forwarded Parse(Element element) =>
        new(element.Child(MessageName) is { } message ? Message.Parse(message) : null, element.Elements.Find<Delay>());

    /// <inheritdoc />
    public Element ToElement()
    {
        var children = new List<Element>(2);
        if (Delay is not null)
        {
            children.Add(Delay.ToElement());
        }

        if (Message is not null)
        {
            children.Add(Message.ToElement());
        }

        return new Element(Name, [], [.. children]);
    }
}
