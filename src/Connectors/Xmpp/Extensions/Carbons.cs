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
    private static readonly XmlName ForwardedName = new(Namespaces.Forward, "forwarded");
    private static readonly XmlName MessageName = new(Namespaces.Client, "message");

    /// <summary>Asks the server for copies (§4).</summary>
    public static Iq EnableRequest() =>
        new() { Type = IqType.Set, Payload = new Element(new XmlName(Namespaces.Carbons, "enable")) };

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

        var inner = wrapper.Child(ForwardedName)?.Child(MessageName)
            ?? throw new XmppFormatException("A carbon copy holds no message.");
        var direction = wrapper.Name.LocalName == "sent" ? CarbonDirection.Sent : CarbonDirection.Received;
        return new Carbon(direction, Message.Parse(inner));
    }
}
