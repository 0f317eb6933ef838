using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Benchmarks;

/// <summary>The dialog that a message says it is in.</summary>
internal sealed record DialogClaim(string DialogId) : IPayload<DialogClaim>
{
    private const string Client = "jabber:client";

    public static XmlName Name { get; } = new(Client, "extraParams");

    public static DialogClaim Parse(Element element) => throw new NotSupportedException();

    public Element ToElement() => new(Name, [], new Element(new XmlName(Client, "dialog_id"), DialogId));
}
