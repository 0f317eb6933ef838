using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>JSON can carry characters that XML, and so the chat, cannot.</summary>
internal static class ChatText
{
    public static bool IsWritable(string? text) => IsWritable(Body(text));

    /// <summary>The text as it stands in a stanza.</summary>
    public static Element Body(string? text) => new(new XmlName(Namespaces.Client, "body"), text);

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
