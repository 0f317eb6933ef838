using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Rooms;

/// <summary>The rooms of group dialogs: where they are, and how one asks to be let in (section 4.16).</summary>
internal sealed class GroupRooms(ChatAddresses addresses, AccountIdentity identity, DialogLookup lookup, JoinedRooms joined)
{
    /// <summary>What is known of the groups that the account is in.</summary>
    public JoinedRooms Joined => joined;

    /// <summary>The account's name in every group.</summary>
    public string Nick => identity.UserId;

    /// <summary>The dialog's id in lower case, as it is in the room's address.</summary>
    /// <exception cref="ConnectorRefusedException">There is no such dialog for this account, or it is no group.</exception>
    public async ValueTask<string> FindAsync(DialogRef dialog, CancellationToken cancellationToken)
    {
        var target = await lookup.FindAsync(dialog, cancellationToken).ConfigureAwait(false);
        return target == DialogTarget.Room
            ? dialog.Id.ToLowerInvariant()
            : throw new ConnectorRefusedException(
                $"The dialog {dialog.Id} is no group: nobody joins it.", Failures.NotThere);
    }

    public Jid Address(string dialogId) => addresses.Room(dialogId);

    /// <summary>
    /// "Let me in", as the vendor's clients say it: what was written before is not asked for. To be sent at once.
    /// </summary>
    public Presence Join(string dialogId)
    {
        joined.Ask(dialogId);
        var join = RoomJoin.Join(Address(dialogId), Nick, history: new RoomHistory(MaxMessages: 0));
        return join with { Id = $"{Guid.NewGuid()}:join" };
    }

    /// <summary>"I go." To be sent at once.</summary>
    public Presence Leave(string dialogId)
    {
        joined.Forget(dialogId);
        return RoomJoin.Leave(Address(dialogId), Nick) with { Id = $"{Guid.NewGuid()}:leave" };
    }
}
