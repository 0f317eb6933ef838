using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0199: asks whether the other side is there.</summary>
public sealed record Ping : IPayload<Ping>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.Ping, "ping");

    /// <inheritdoc />
    public static Ping Parse(Element element) => new();

    /// <inheritdoc />
    public Element ToElement() => new(Name);

    /// <summary>The request; <paramref name="to"/> is usually our own server (XEP-0199 §4.2).</summary>
    public static Iq Request(Jid to) => new() { Type = IqType.Get, To = to, Payload = new Ping().ToElement() };

    /// <summary>Whether somebody asks us.</summary>
    public static bool IsRequest(Iq iq) => iq.Type == IqType.Get && iq.Payload?.Name == Name;
}
