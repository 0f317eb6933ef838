using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>Makes the messages that the server sends on.</summary>
internal static class Relay
{
    private static readonly XmlName MessageName = new(Namespaces.Client, "message");

    /// <summary>The same message from its true sender, whatever the client claimed in <c>from</c> (section 14.15).</summary>
    public static Element Readdress(Element message, string from, string to, string? id, Element[] payloads)
    {
        var attributes = new List<XmlAttribute>(4) { new("from", from), new("to", to) };
        if (id is not null)
        {
            attributes.Add(new XmlAttribute("id", id));
        }

        foreach (var attribute in message.Attributes)
        {
            if (attribute.Name is not ("from" or "to" or "id"))
            {
                attributes.Add(attribute);
            }
        }

        return new Element(MessageName, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(attributes), payloads);
    }

    /// <summary>XEP-0280 §6: what another session of the same user has sent.</summary>
    public static Element Carbon(Element message, string bareJid, string to)
    {
        var forwarded = new Element(new XmlName(Namespaces.Forward, "forwarded"), [], message);
        var sent = new Element(new XmlName(Namespaces.Carbons, "sent"), [], forwarded);
        return new Element(MessageName, [new("from", bareJid), new("to", to), new("type", "chat")], sent);
    }
}
