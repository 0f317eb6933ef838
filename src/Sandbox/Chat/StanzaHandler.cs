using BotPlatform.Sandbox.Chat.Messages;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>Gives each element that a session sends to whom it concerns.</summary>
internal sealed class StanzaHandler(MessageRouter messages, IqHandler iqs, PresenceHandler presences)
{
    /// <summary>Does what the element demands.</summary>
    /// <exception cref="XmppFormatException">It makes no sense; the stream is to be closed.</exception>
    public void Handle(ChatSession session, Element element)
    {
        var isKnown = element.Name.Namespace switch
        {
            Namespaces.Client => TryHandleStanza(session, element),
            Namespaces.StreamManagement => session.Management.TryHandle(element),
            ClientState.Namespace => ClientState.TryHandle(session, element),
            _ => false,
        };
        if (!isKnown)
        {
            throw new XmppFormatException($"<{element.Name.LocalName}/> means nothing here.", "unsupported-stanza-type");
        }
    }

    private bool TryHandleStanza(ChatSession session, Element stanza)
    {
        session.Management.CountHandled();
        switch (stanza.Name.LocalName)
        {
            case "message":
                messages.Route(session, stanza);
                return true;
            case "iq":
                iqs.Handle(session, stanza);
                return true;
            case "presence":
                presences.Handle(session, stanza);
                return true;
            default:
                return false;
        }
    }
}
