using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>
/// Finds out where a message was written and by whom, and learns dialogs on the way. Addresses are facts, since the server writes
/// them; a dialog id inside a 1-1 message is its sender's claim (section 4.1).
/// </summary>
internal sealed class Places(ChatAddresses addresses, DialogDirectory dialogs)
{
    /// <summary>Whose message it is, also where it has no place; null when it is nobody's.</summary>
    public string? SenderOf(Message message) => message.From is not { } from ? null
        : message.Type == MessageType.GroupChat ? from.Resource
        : addresses.UserId(from);

    /// <summary>The 1-1 dialog with a user.</summary>
    public DialogRef With(string userId) => new(dialogs.FindDialogOf(userId) ?? userId);

    /// <summary>Where a message to people, or a change of one, was written; null when its sender is a stranger.</summary>
    /// <param name="message">The message, which has a sender.</param>
    /// <param name="claim">The dialog that it says it is in.</param>
    /// <param name="speaksFor">Whom the room itself means when it speaks without naming somebody in its address.</param>
    public Place? Find(Message message, string? claim, string? speaksFor = null)
    {
        if (message.Type == MessageType.GroupChat)
        {
            return InRoom(message.From!, speaksFor);
        }

        if (addresses.UserId(message.From!) is not { } user)
        {
            return null;
        }

        return ObjectId.TryNormalize(claim, out var dialog) && dialogs.TryLearnClaim(dialog, user)
            ? new Place(new DialogRef(dialog), DialogKind.Direct, new UserRef(user))
            : new Place(With(user), DialogKind.Direct, new UserRef(user));
    }

    /// <summary>
    /// Where the message is that a marker is about. Markers go to users also for messages in groups (section 4.6), so the claim
    /// may name a group. It teaches nothing, and is believed only where it fits what is known.
    /// </summary>
    public Place? FindMarked(Message message, string? claim)
    {
        if (message.Type == MessageType.GroupChat)
        {
            return InRoom(message.From!, speaksFor: null);
        }

        if (addresses.UserId(message.From!) is not { } user)
        {
            return null;
        }

        var isGroup = ObjectId.TryNormalize(claim, out var dialog) && dialogs.Find(dialog) == DialogTarget.Room;
        return isGroup
            ? new Place(new DialogRef(dialog!), DialogKind.Group, new UserRef(user))
            : new Place(With(user), DialogKind.Direct, new UserRef(user));
    }

    private Place? InRoom(Jid from, string? speaksFor)
    {
        var user = from.IsBare ? speaksFor : from.Resource;
        if (addresses.DialogId(from) is not { } room || !ChatAddresses.IsUserId(user))
        {
            return null;
        }

        dialogs.Learn(room, DialogTarget.Room);
        return new Place(new DialogRef(room), DialogKind.Group, new UserRef(user!));
    }
}
