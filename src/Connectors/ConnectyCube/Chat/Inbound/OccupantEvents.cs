using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Rooms;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>
/// Section 4.16: who comes, goes and is removed in the groups that the account has joined. What is no news is no event.
/// </summary>
internal sealed class OccupantEvents(
    AccountIdentity identity,
    ChatAddresses addresses,
    Origins origins,
    SessionWishes wishes,
    PendingJoins joins,
    JoinedRooms rooms)
{
    public Inbound Map(Presence presence)
    {
        if (presence.From is not { } from || addresses.DialogId(from) is not { } room)
        {
            return Ignored.Unhandled;
        }

        if (RoomRefusal.TryParse(presence) is { } refusal)
        {
            return MapRefusal(room, presence, refusal);
        }

        return OccupantPresence.TryParse(presence) is { } occupant && ChatAddresses.IsUserId(occupant.Nick)
            ? Map(room, occupant)
            : Ignored.Unhandled;
    }

    private Inbound Map(string room, OccupantPresence occupant)
    {
        var isSelf = occupant.IsSelf || occupant.Nick == identity.UserId;
        return occupant.Change switch
        {
            OccupantChange.Present when isSelf => Joined(room),
            OccupantChange.Present when !rooms.Come(room, occupant.Nick) => Ignored.Unhandled,
            OccupantChange.Present => Inbound.Of(new OccupantJoined
            {
                Origin = origins.Unnamed(),
                Dialog = new DialogRef(room),
                User = new UserRef(occupant.Nick),
            }),
            OccupantChange.Banned or OccupantChange.Kicked or OccupantChange.MembershipLost or OccupantChange.RoomClosedToThem
                or OccupantChange.RoomDestroyed => Removed(room, occupant, isSelf),
            _ when isSelf => Ignored.OwnEcho,
            _ when !rooms.Go(room, occupant.Nick) => Ignored.Unhandled,
            _ => Inbound.Of(new OccupantLeft
            {
                Origin = origins.Unnamed(),
                Dialog = new DialogRef(room),
                User = new UserRef(occupant.Nick),
            }),
        };
    }

    private Ignored Joined(string room)
    {
        rooms.Enter(room);
        if (joins.Accept(room))
        {
            wishes.Join(room);
        }

        return Ignored.OwnEcho;
    }

    private Inbound Removed(string room, OccupantPresence occupant, bool isSelf)
    {
        if (isSelf)
        {
            wishes.Leave(room);
            rooms.Forget(room);
        }
        else
        {
            rooms.Go(room, occupant.Nick);
        }

        return Inbound.Of(new OccupantRemoved
        {
            Origin = origins.Unnamed(),
            Dialog = new DialogRef(room),
            User = new UserRef(occupant.Nick),
            IsSelf = isSelf,
            By = occupant.Actor is { } actor && ToUserId(actor) is { } by ? new UserRef(by) : null,
            Reason = string.IsNullOrEmpty(occupant.Reason) ? null : occupant.Reason,
        });
    }

    /// <summary>
    /// A group does not let us in. If nobody waits for that, we joined it again by ourselves after a new login: then we were
    /// removed in the meantime, unless it is a matter of waiting.
    /// </summary>
    private Inbound MapRefusal(string room, Presence presence, RoomRefusal refusal)
    {
        var isAnswer = joins.TryRefuse(room, presence.Id, Failures.AtRefusal(refusal.Error));
        var isOver = !isAnswer && refusal.Error.Type != "wait" && wishes.Leave(room);
        if (!wishes.HasJoined(room))
        {
            rooms.Forget(room);
        }

        if (!isOver)
        {
            return Ignored.Unhandled;
        }

        return Inbound.Of(new OccupantRemoved
        {
            Origin = origins.Unnamed(),
            Dialog = new DialogRef(room),
            User = new UserRef(identity.UserId),
            IsSelf = true,
            Reason = refusal.Error.Text ?? refusal.Error.Condition,
        });
    }

    // The vendor's server gives an address, others give a nick, which is a user id here.
    private string? ToUserId(string actor)
    {
        if (!Jid.TryParse(actor, out var address))
        {
            return null;
        }

        var nick = addresses.DialogId(address) is null ? actor : address.Resource;
        return addresses.UserId(address) ?? (ChatAddresses.IsUserId(nick) ? nick : null);
    }
}
