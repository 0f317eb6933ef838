using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>JSON can carry characters that XML, and so the chat, cannot.</summary>
internal static class ChatText
{
    public static bool IsWritable(string? text) => IsWritable(new Element(new XmlName(Namespaces.Client, "body"), text));

    public static bool IsWritable(Element element)
    {
        try
        {
            _ = element.ToString();
            return true;
        }
        catch (XmppFormatException)
        {
            return false;
        }
    }
}
