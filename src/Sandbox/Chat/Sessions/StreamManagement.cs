using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Sessions;

/// <summary>
/// XEP-0198: acknowledgements both ways, and resumption (section 3.6). This is the receiving half; the sending half is the
/// queue's. Numbers start again at 2^32.
/// </summary>
/// <param name="session">Whose stanzas are counted.</param>
/// <param name="queue">Where answers go.</param>
/// <param name="resumables">Where a session that can be resumed is found.</param>
/// <param name="timeout">How long it can be resumed; zero when it cannot.</param>
internal sealed class StreamManagement(ChatSession session, SessionQueue queue, ResumableSessions resumables, TimeSpan timeout)
{
    private bool _isEnabled;
    private string? _id;

    /// <summary>How many stanzas were handled.</summary>
    public uint Handled { get; private set; }

    /// <summary>How long the session survives its connection; zero when it does not.</summary>
    public TimeSpan ResumeTimeout { get; private set; }

    /// <summary>The server is about to handle a stanza.</summary>
    public void CountHandled() => Handled = unchecked(Handled + (_isEnabled ? 1u : 0u));

    /// <summary>Handles an element of the protocol; false when it is none, or makes no sense now.</summary>
    public bool TryHandle(Element element)
    {
        switch (element.Name.LocalName)
        {
            case "enable" when !_isEnabled:
                _isEnabled = true;
                queue.TryEnqueue(Outgoing.CountingStart(Enabled(element)));
                return true;
            case "enable" or "resume":
                Send(Failed("unexpected-request"));
                return true;
            case "r" when _isEnabled:
                Send(new Element(new XmlName(Namespaces.StreamManagement, "a"), null, new XmlAttribute("h", Handled.ToString())));
                return true;
            case "a" when _isEnabled && uint.TryParse(element.Attribute("h"), out var handled):
                session.Acknowledge(handled);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The session cannot be resumed any more.</summary>
    public void Forget()
    {
        if (_id is not null)
        {
            resumables.Remove(_id, Handled);
        }
    }

    /// <summary>XEP-0198 §5: that it went wrong, and how much was handled, if that is known.</summary>
    public static Element Failed(string condition, uint? handled = null)
    {
        XmlAttribute[] attributes = handled is { } h ? [new("h", h.ToString())] : [];
        return new Element(
            new XmlName(Namespaces.StreamManagement, "failed"), attributes, new Element(new XmlName(Namespaces.StanzaErrors, condition)));
    }

    private Element Enabled(Element enable)
    {
        var name = new XmlName(Namespaces.StreamManagement, "enabled");
        if (timeout == TimeSpan.Zero || enable.Attribute("resume") is not ("true" or "1")
            || (_id = resumables.TryAdd(session)) is null)
        {
            return new Element(name);
        }

        var max = (int)Math.Ceiling(timeout.TotalSeconds);
        ResumeTimeout = timeout;
        if (int.TryParse(enable.Attribute("max"), out var wanted) && wanted > 0 && wanted < max)
        {
            max = wanted;
            ResumeTimeout = TimeSpan.FromSeconds(wanted);
        }

        return new Element(
            name, null, new XmlAttribute("id", _id), new XmlAttribute("resume", "true"), new XmlAttribute("max", max.ToString()));
    }

    // A full queue has ended the session already, or the next stanza does.
    private void Send(Element element) => queue.TryEnqueue(Outgoing.Nonza(element));
}
