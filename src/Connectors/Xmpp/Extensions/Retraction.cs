using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0424: takes a message back. Recipients may honour it or not.</summary>
/// <remarks>
/// It counts only if it comes from the sender of the message (in a room from the same occupant), or from the room itself when a
/// moderator asked for it (XEP-0425).
/// </remarks>
/// <param name="MessageId">The id of the message; in a room the id that the room gave it (XEP-0359).</param>
public sealed record Retraction(string MessageId) : IPayload<Retraction>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.MessageRetraction, "retract");

    /// <inheritdoc />
    public static Retraction Parse(Element element) => new(element.RequireAttribute("id"));

    /// <inheritdoc />
    public Element ToElement() => new(Name, null, new XmlAttribute("id", MessageId));
}

/// <summary>
/// XEP-0424: retractions in the present form and in the one before version 0.4, which was a fastening (XEP-0422).
/// </summary>
public static class Retractions
{
    private static readonly XmlName ApplyToName = new(Namespaces.Fastening, "apply-to");
    private static readonly XmlName OldName = new(Namespaces.MessageRetraction0, "retract");

    /// <summary>The retraction that a message carries in either form, or null.</summary>
    /// <exception cref="XmppFormatException">It names no message.</exception>
    public static Retraction? GetRetraction(this Message message) =>
        message.Get<Retraction>()
        ?? (message.Payloads.FirstOrDefault(e => e.Name == ApplyToName && e.Child(OldName) is not null) is { } fastening
            ? Retraction.Parse(fastening)
            : null);

    /// <summary>
    /// A copy of the message that takes another one back, is archived, and says so in words where the extension is not known.
    /// </summary>
    public static Message WithRetraction(this Message message, Retraction retraction, string fallbackText) => message
        .With(retraction)
        .With(new Fallback(Namespaces.MessageRetraction))
        .WithBody(fallbackText)
        .WithHint(ProcessingHint.Store);
}
