using System.Text;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Rest.Messages;

/// <summary>What comes over REST and goes to the chat: JSON can carry characters that XML cannot, and more at once.</summary>
internal static class ChatText
{
    /// <summary>Bytes of a stanza that are not the message: addresses, ids, the copy for other sessions.</summary>
    private const int Envelope = 2048;

    public static bool IsWritable(string? text) => IsWritable(Body(text));

    /// <summary>The text as it stands in a stanza.</summary>
    public static Element Body(string? text) => new(new XmlName(Namespaces.Client, "body"), text);

    /// <summary>Whether a stanza with these in it is larger than the chat takes.</summary>
    public static bool IsTooLong(SandboxOptions options, params ReadOnlySpan<Element> payloads)
    {
        var bytes = Envelope;
        foreach (var payload in payloads)
        {
            bytes += Encoding.UTF8.GetByteCount(payload.ToString());
        }

        return bytes > options.MaxStanzaBytes;
    }

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
