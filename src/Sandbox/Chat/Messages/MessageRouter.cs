using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>Takes a message from a session and gives it to whoever handles messages to such an address.</summary>
internal sealed class MessageRouter(SandboxWorld world, Mailboxes mailboxes, PrivateMessages toUsers, RoomMessages toRooms)
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
            AddressKind.User when type != "groupchat" => toUsers.Handle(sender, message, address),
            AddressKind.Room => toRooms.Handle(sender, message, address),
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
}
