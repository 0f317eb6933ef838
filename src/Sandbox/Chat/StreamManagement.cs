using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>
/// XEP-0198 as the vendor's SDK uses it: acknowledgements both ways, no resumption (section 3.6). This is the receiving half; the
/// sending half is the writer's.
/// </summary>
internal sealed class StreamManagement(SessionWriter writer)
{
    private uint _handled;
    private bool _counts;

    /// <summary>The server is about to handle a stanza.</summary>
    public void CountHandled() => _handled += _counts ? 1u : 0u;

    /// <summary>Handles an element of the protocol; false when it is none, or makes no sense now.</summary>
    /// <exception cref="XmppFormatException">The peer acknowledges what it was never sent.</exception>
    public bool TryHandle(Element element)
    {
        switch (element.Name.LocalName)
        {
            case "enable" when !_counts:
                _counts = true;
                writer.Enable(new Element(new XmlName(Namespaces.StreamManagement, "enabled")));
                return true;
            case "enable":
                Fail("unexpected-request");
                return true;
            case "resume":
                Fail("item-not-found");
                return true;
            case "r" when _counts:
                Send(new Element(
                    new XmlName(Namespaces.StreamManagement, "a"), null, new XmlAttribute("h", _handled.ToString())));
                return true;
            case "a" when _counts && uint.TryParse(element.Attribute("h"), out var handled):
                return writer.TryAcknowledge(handled)
                    ? true
                    : throw new XmppFormatException("More was acknowledged than was sent.", "undefined-condition");
            default:
                return false;
        }
    }

    private void Fail(string condition) => Send(new Element(
        new XmlName(Namespaces.StreamManagement, "failed"), [], new Element(new XmlName(Namespaces.StanzaErrors, condition))));

    // A full queue has ended the session already, or the next stanza does.
    private void Send(Element element) => writer.TryEnqueue(Outgoing.Nonza(element));
}
