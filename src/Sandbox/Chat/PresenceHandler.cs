using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>
/// Who is there (section 3.4). There is no contact list: a presence is seen by the user's own sessions alone, and subscriptions
/// are ignored.
/// </summary>
internal sealed class PresenceHandler(Mailboxes mailboxes)
{
    public void Handle(ChatSession session, Element presence)
    {
        if (presence.Attribute("to") is { } to)
        {
            // Rooms need no joining (section 4.3), and joining one is not built: better refused than left waiting.
            if (session.Resolve(to).Kind == AddressKind.Room && presence.Attribute("type") is null)
            {
                session.Refuse(presence, Refusals.NotImplemented);
            }

            return;
        }

        switch (presence.Attribute("type"))
        {
            case null:
                ShowTo(session, presence.WithAttribute("from", session.FullJid), includingItself: true);
                session.Mailbox.MakeAvailable(session);
                break;
            case "unavailable":
                session.Mailbox.MakeUnavailable(session);
                ShowTo(session, presence.WithAttribute("from", session.FullJid), includingItself: false);
                break;
        }
    }

    /// <summary>Tells the user's other sessions.</summary>
    public void SessionEnded(ChatSession session)
    {
        var gone = new Presence { From = Jid.Parse(session.FullJid), Type = "unavailable" };
        ShowTo(session, gone.ToElement(), includingItself: false);
    }

    private void ShowTo(ChatSession session, Element presence, bool includingItself)
    {
        if (includingItself)
        {
            session.Reply(presence.WithAttribute("to", session.FullJid));
        }

        foreach (var other in mailboxes.Of(session.User.Id).Available)
        {
            if (other != session)
            {
                other.TrySend(Outgoing.Live(presence.WithAttribute("to", other.FullJid)));
            }
        }
    }
}
