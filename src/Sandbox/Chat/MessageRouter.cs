using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat;

/// <summary>Takes a message from a session and gives it to everybody concerned (sections 4.1 to 4.11).</summary>
internal sealed class MessageRouter(SandboxWorld world, Mailboxes mailboxes, Addresses addresses)
{
    public void Route(ChatSession sender, Element message)
    {
        var type = message.Attribute("type");
        if (type == "error")
        {
            return;   // RFC 6120 §8.3.1: never answered, and nobody here waits for one
        }

        var address = sender.Resolve(message.Attribute("to"));
        var refusal = address.Kind switch
        {
            AddressKind.Malformed => Refusals.BadAddress,
            AddressKind.User when type != "groupchat" => ToUser(sender, message, address),
            AddressKind.Room => ToRoom(sender, message, address, type),
            AddressKind.User => Refusals.BadRequest,
            AddressKind.Server => Refusals.Unavailable,
            _ => Refusals.HostNotFound,
        };
        if (refusal is not null)
        {
            sender.Refuse(message, refusal);
        }
    }

    /// <summary>Whether somebody who reads what is sent to this address does not keep up.</summary>
    public bool AnyCrowded(Address address, ChatSession except)
    {
        switch (address.Kind)
        {
            case AddressKind.User:
                return IsCrowded(address.UserId, except);
            case AddressKind.Room when world.Dialogs.TryFind(address.DialogId, out var dialog):
                foreach (var reader in dialog.Members)
                {
                    if (IsCrowded(reader, except))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    /// <summary>Delivers a message that was created over REST (section 6.3).</summary>
    public void Publish(Dialog dialog, User author, StoredMessage message)
    {
        var payloads = message.Body is { } body
            ? new[] { new Element(new XmlName(Namespaces.Client, "body"), body), message.ExtraParams! }
            : [message.ExtraParams!];
        if (dialog.Type != DialogType.Private)
        {
            var template = Template("groupchat", message.Id);
            ToReaders(dialog, author, template, message.Id, payloads, message.CreatedAt, isKept: true);
            return;
        }

        if (world.Users.TryFind(message.RecipientId, out var recipient))
        {
            var stanza = Relay.Readdress(Template("chat", message.Id), author.BareJid, recipient.BareJid, message.Id, payloads);
            mailboxes.Of(recipient.Id).Deliver(Outgoing.Kept(stanza, message.CreatedAt));
            SendCarbons(stanza, author, except: null);
        }
    }

    private bool IsCrowded(int userId, ChatSession except)
    {
        foreach (var session in mailboxes.Find(userId)?.Available ?? [])
        {
            if (session.IsCrowded && session != except)
            {
                return true;
            }
        }

        return false;
    }

    private static Element Template(string type, string id) =>
        new(new XmlName(Namespaces.Client, "message"), null, new XmlAttribute("type", type), new XmlAttribute("id", id));

    private StanzaError? ToUser(ChatSession sender, Element message, Address address)
    {
        if (!world.Users.TryFind(address.UserId, out var recipient))
        {
            return Refusals.ItemNotFound;
        }

        var traits = MessageTraits.Of(message);
        var now = world.Time.GetUtcNow();
        var id = message.Attribute("id");
        Element[] payloads;
        switch (traits.Kind)
        {
            case MessageKind.Content
                when world.Dialogs.IsFull && !world.Dialogs.TryFindPrivate(sender.User.Id, recipient.Id, out _):
                return Refusals.ResourceConstraint;
            case MessageKind.Content:
                var dialog = world.Dialogs.Private(sender.User.Id, recipient.Id);
                payloads = Stamp(message, traits, dialog, sender.User.Id, recipient.Id, now, ref id);
                break;
            case MessageKind.Marker:
                Mark(traits.Marker!, sender.User.Id);
                payloads = [.. message.Elements];
                break;
            default:
                payloads = [.. message.Elements];
                break;
        }

        var stanza = Relay.Readdress(message, sender.FullJid, recipient.BareJid, id, payloads);
        var isKept = traits.Kind is not (MessageKind.Typing or MessageKind.Other);
        var item = isKept ? Outgoing.Kept(stanza, now) : Outgoing.Live(stanza);
        var mailbox = mailboxes.Of(recipient.Id);
        if (address.Resource.Length > 0 && mailbox.Available.FirstOrDefault(s => s.Resource == address.Resource) is { } session)
        {
            mailbox.Deliver(item, session);
        }
        else
        {
            mailbox.Deliver(item);
        }

        if (isKept && traits.Kind != MessageKind.System && recipient.Id != sender.User.Id)
        {
            SendCarbons(stanza, sender.User, sender);
        }

        return null;
    }

    private StanzaError? ToRoom(ChatSession sender, Element message, Address address, string? type)
    {
        if (!world.Dialogs.TryFind(address.DialogId, out var dialog) || dialog.Type == DialogType.Private)
        {
            return Refusals.ItemNotFound;
        }

        if (type == "headline")
        {
            return Refusals.NotImplemented;
        }

        if (address.Resource.Length > 0 || type != "groupchat")
        {
            return Refusals.BadRequest;
        }

        if (!dialog.MayWrite(sender.User.Id))
        {
            return Refusals.Forbidden;
        }

        var traits = MessageTraits.Of(message);
        var now = world.Time.GetUtcNow();
        var id = message.Attribute("id");
        var payloads = traits.Kind == MessageKind.Content
            ? Stamp(message, traits, dialog, sender.User.Id, recipientId: 0, now, ref id)
            : [.. message.Elements];
        if (traits.Kind == MessageKind.Marker)
        {
            Mark(traits.Marker!, sender.User.Id);
        }

        ToReaders(dialog, sender.User, message, id, payloads, now, traits.Kind is not (MessageKind.Typing or MessageKind.Other));
        return null;
    }

    /// <summary>To every member, the author included, who gets an echo on all devices (section 4.3).</summary>
    private void ToReaders(
        Dialog dialog, User author, Element message, string? id, Element[] payloads, DateTimeOffset now, bool isKept)
    {
        var from = $"{addresses.Room(dialog.Id)}/{author.Id}";
        foreach (var userId in world.Readers(dialog))
        {
            // Of what is worth something only now (typing), the author needs no echo.
            if ((userId != author.Id || isKept) && world.Users.TryFind(userId, out var reader))
            {
                var stanza = Relay.Readdress(message, from, reader.BareJid, id, payloads);
                mailboxes.Of(userId).Deliver(isKept && userId != author.Id ? Outgoing.Kept(stanza, now) : Outgoing.Live(stanza));
            }
        }
    }

    /// <summary>Completes a content message and puts it into the history if the sender wants that.</summary>
    private Element[] Stamp(
        Element message, MessageTraits traits, Dialog dialog, int senderId, int recipientId, DateTimeOffset now, ref string? id)
    {
        var seconds = now.ToUnixTimeSeconds();
        if (id is { Length: > 0 } && ObjectIds.IsValid(id))
        {
            var payloads = ExtraParams.Complete(message, dialog.Id, seconds, messageId: null, out var extraParams);
            if (!traits.IsSaved || TryStore(id, extraParams) || IsRepeated(id))
            {
                return payloads;
            }
        }

        // Not an id for the history, or somebody else's (section 1).
        var own = world.Ids.Next();
        var renamed = ExtraParams.Complete(message, dialog.Id, seconds, id is null ? null : own, out var renamedParams);
        id ??= own;
        if (traits.IsSaved)
        {
            TryStore(own, renamedParams);
        }

        return renamed;

        bool TryStore(string key, Element extraParams) => world.History.TryAdd(new StoredMessage
        {
            Id = key,
            DialogId = dialog.Id,
            SenderId = senderId,
            RecipientId = recipientId,
            DateSent = ExtraParams.DateSent(extraParams, seconds),
            CreatedAt = now,
            Body = traits.Body,
            ExtraParams = extraParams,
        });

        bool IsRepeated(string key) =>
            world.History.Find(key) is { } known && known.SenderId == senderId && known.DialogId == dialog.Id;
    }

    private void Mark(Element marker, int userId)
    {
        if (marker.Attribute("id") is { } id && world.History.Find(id) is { } message
            && world.Dialogs.TryFind(message.DialogId, out var dialog) && dialog.Includes(userId))
        {
            world.History.Mark(message, userId, read: marker.Name.LocalName == "displayed");
        }
    }

    private void SendCarbons(Element stanza, User author, ChatSession? except)
    {
        if (stanza.Attribute("type") != "chat")
        {
            return;
        }

        foreach (var session in mailboxes.Of(author.Id).Available)
        {
            if (session != except && session.WantsCarbons)
            {
                session.TrySend(Outgoing.Live(Relay.Carbon(stanza, author.BareJid, session.FullJid)));
            }
        }
    }
}
