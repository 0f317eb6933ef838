using BotPlatform.Sandbox.Chat.Activity;
using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.Chat.Rooms;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>Answers requests to the server and passes on those to other sessions. What is not built is refused as such.</summary>
internal sealed class IqHandler(
    Mailboxes mailboxes, PrivacyGuard guard, PrivacyRequests privacy, RoomRequests rooms, ActivityRequests activity)
{
    private const string Roster = "jabber:iq:roster";

    public void Handle(ChatSession sender, Element element)
    {
        Iq iq;
        try
        {
            iq = Iq.Parse(element);
        }
        catch (XmppFormatException)
        {
            sender.Refuse(element, Refusals.BadRequest);
            return;
        }

        var address = sender.Resolve(element.Attribute("to"));
        if (address.Kind == AddressKind.User && guard.IqRefusal(sender, address.UserId) is { } refusal)
        {
            if (iq.IsRequest)
            {
                sender.Refuse(element, refusal);
            }

            return;
        }

        if (address is { Kind: AddressKind.User, Resource.Length: > 0 })
        {
            PassOn(sender, element, iq, address);
        }
        else if (iq.IsRequest)
        {
            Answer(sender, element, iq, address);
        }
    }

    private void Answer(ChatSession sender, Element element, Iq iq, Address address)
    {
        var isOurs = address.Kind == AddressKind.Server
            || (address.Kind == AddressKind.User && address.UserId == sender.User.Id);
        switch (iq.Type, iq.Payload?.Name.Namespace, iq.Payload?.Name.LocalName)
        {
            case var _ when address.Kind == AddressKind.Elsewhere:
                sender.Refuse(element, Refusals.HostNotFound);
                break;
            case (_, null, _):
                sender.Refuse(element, Refusals.BadRequest);
                break;
            case var _ when address.Kind == AddressKind.Room:
                Reply(sender, element, rooms.Handle(sender, iq, address));
                break;
            case (IqType.Get, _, _) when address.Kind == AddressKind.User && iq.Payload.Name == ActivityRequests.QueryName:
                Reply(sender, element, activity.Ask(address));
                break;
            case (IqType.Set, _, _) when isOurs && iq.Payload.Name == ActivityRequests.SubscribeName:
                Reply(sender, element, activity.Subscribe(sender, iq.Payload));
                break;
            case (IqType.Set, _, _) when isOurs && iq.Payload.Name == ClientState.MobileName:
                Reply(sender, element, (null, ClientState.TrySet(sender, iq.Payload) ? null : Refusals.BadRequest));
                break;
            case (IqType.Get, Namespaces.Ping, "ping") when isOurs:
                Result(sender, element);
                break;
            case (IqType.Get, Roster, "query") when isOurs:
                Result(sender, element, new Element(new XmlName(Roster, "query")));
                break;
            case (IqType.Set, Namespaces.Carbons, "enable" or "disable") when isOurs:
                sender.WantsCarbons = iq.Payload.Name.LocalName == "enable";
                Result(sender, element);
                break;
            case (_, PrivacyFormat.Namespace, "query") when isOurs:
                Reply(sender, element, privacy.Handle(sender, iq.Payload, isSet: iq.Type == IqType.Set));
                break;
            case (IqType.Set, Namespaces.Session, "session") when isOurs:
                Result(sender, element);
                break;
            case (IqType.Set, Namespaces.Bind, "bind") when isOurs:
                sender.Refuse(element, Refusals.NotAllowed);
                break;
            default:
                sender.Refuse(element, Refusals.NotImplemented);
                break;
        }
    }

    private void PassOn(ChatSession sender, Element element, Iq iq, Address address)
    {
        var receiver = mailboxes.Find(address.UserId)?.Sessions.FirstOrDefault(s => s.Resource == address.Resource);
        if (receiver is not null)
        {
            receiver.TrySend(Outgoing.Live(element.WithAttribute("from", sender.FullJid).WithAttribute("to", receiver.FullJid)));
        }
        else if (iq.IsRequest)
        {
            sender.Refuse(element, Refusals.Unavailable);
        }
    }

    private static void Reply(ChatSession sender, Element request, (Element? Answer, StanzaError? Refusal) reply)
    {
        if (reply.Refusal is { } refusal)
        {
            sender.Refuse(request, refusal);
        }
        else
        {
            Result(sender, request, reply.Answer);
        }
    }

    private static void Result(ChatSession sender, Element request, Element? payload = null)
    {
        // The answer comes from wherever the question went, and from the account itself when it went nowhere (RFC 6120 §10.3.3).
        var attributes = new[]
        {
            new XmlAttribute("from", request.Attribute("to") ?? sender.User.BareJid),
            new XmlAttribute("to", sender.FullJid),
            new XmlAttribute("id", request.RequireAttribute("id")),
            new XmlAttribute("type", "result"),
        };
        sender.Reply(payload is null
            ? new Element(request.Name, null, attributes)
            : new Element(request.Name, attributes, payload));
    }
}
