using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0280 §6: which way a copied message went.</summary>
public enum CarbonDirection
{
    /// <summary>Another device of ours sent it.</summary>
    Sent,

    /// <summary>Another device of ours received it.</summary>
    Received,
}

/// <summary>XEP-0280: a copy of a message that another device of ours sent or received.</summary>
/// <param name="Direction">Which way it went.</param>
/// <param name="Message">The message itself, with its own addresses.</param>
public sealed record Carbon(CarbonDirection Direction, Message Message)
{
    /// <summary>Asks the server for copies (§4).</summary>
    public static Iq EnableRequest() => Request("enable");

    /// <summary>Asks the server for no more copies (§5).</summary>
    public static Iq DisableRequest() => Request("disable");

    /// <summary>The copy inside a message, or null when it is an ordinary one.</summary>
    /// <param name="message">What was received.</param>
    /// <param name="self">
    /// Our own address. §11: copies come only from our own account; anybody else's would put words into our mouth, so they are
    /// no copies.
    /// </param>
    /// <exception cref="XmppFormatException">The copy holds no message, or one with a wrong address.</exception>
    public static Carbon? TryUnwrap(Message message, Jid self)
    {
        var wrapper = message.Payloads.FirstOrDefault(
            e => e.Name.Namespace == Namespaces.Carbons && e.Name.LocalName is "sent" or "received");
        if (wrapper is null || (message.From is not null && message.From.Bare != self.Bare))
        {
            return null;
        }

        var inner = wrapper.Elements.Find<Forwarded>()?.Message
            ?? throw new XmppFormatException("A carbon copy holds no message.");
        var direction = wrapper.Name.LocalName == "sent" ? CarbonDirection.Sent : CarbonDirection.Received;
        return new Carbon(direction, inner);
    }

    private static Iq Request(string name) =>
        new() { Type = IqType.Set, Payload = new Element(new XmlName(Namespaces.Carbons, name)) };
}
