using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0184: asks the recipient's client to confirm that the message arrived.</summary>
public sealed record ReceiptRequest : IPayload<ReceiptRequest>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Receipts, "request");

    /// <inheritdoc />
    public static ReceiptRequest Parse(Element element) => new();

    /// <inheritdoc />
    public Element ToElement() => new(Name);
}

/// <summary>XEP-0184: confirms that the message with id <paramref name="MessageId"/> arrived.</summary>
/// <remarks>It counts only if it comes from whom the message was sent to.</remarks>
public sealed record Receipt(string MessageId) : IPayload<Receipt>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Receipts, "received");

    /// <inheritdoc />
    public static Receipt Parse(Element element) => new(element.RequireAttribute("id"));

    /// <inheritdoc />
    public Element ToElement() => new(Name, null, new XmlAttribute("id", MessageId));
}
