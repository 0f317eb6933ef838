using BotPlatform.Connectors.Parts;
using BotPlatform.Connectors.XmppParts;
using BotPlatform.Contracts.Chat;
using BotPlatform.StandardXmpp.Rooms;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>XEP-0045: who comes, goes and is removed in the rooms that the account has joined.</summary>
internal sealed partial class OccupantEvents(
    Jid self, RoomList rooms, PendingJoins joins, RoomKeeper keeper, Origins origins, ILogger logger)
{
    private const int IsNew = 201;

    private long _visits;

    public Inbound Map(Presence presence)
    {
        if (presence.From is not { } from || rooms.Find(from) is not { } room)
        {
            return Ignored.Unhandled;
        }

        if (RoomRefusal.TryParse(presence) is { } refusal)
        {
            return Refused(room, presence.Id, refusal);
        }

        room.Heard(origins.Now);
        return OccupantPresence.TryParse(presence) switch
        {
            null => Ignored.Unhandled,
            { Change: OccupantChange.Present } there => Present(room, there),
            { Change: OccupantChange.Renamed } renamed => Renamed(room, renamed),
            { } gone => Gone(room, gone),
        };
    }

    private Inbound Present(Room room, OccupantPresence there)
    {
        if (there.IsSelf)
        {
            room.Nick = there.Nick;
            room.Add(there.Nick, new Occupant(self.ToString(), new UserRef(self.ToString())));
            Joined(room, there.StatusCodes.Contains(IsNew));
            return Ignored.OwnEcho;
        }

        if (room.Find(there.Nick) is not null)
        {
            return Ignored.Unhandled;   // another status, role or affiliation
        }

        var occupant = ToOccupant(there);
        var isKnown = room.IsHere(occupant.User);
        room.Add(there.Nick, occupant);
        return room.IsJoined && !isKnown
            ? Inbound.Of(new OccupantJoined { Origin = origins.Unnamed(), Dialog = room.Dialog, User = occupant.User })
            : Ignored.Unhandled;
    }

    private Occupant ToOccupant(OccupantPresence there)
    {
        var address = (there.Address?.Bare ?? there.Room.WithResource(there.Nick)).ToString();
        return new Occupant(there.Address is null ? $"{address}#{++_visits}" : address, new UserRef(address));
    }

    private void Joined(Room room, bool isNew)
    {
        room.IsWanted = true;
        if (room.IsJoined)
        {
            return;
        }

        room.Joined();
        if (isNew || room.GivesIds is null)
        {
            keeper.Complete(room, isNew);
        }
        else
        {
            joins.Accept(room.Dialog.Id);
        }
    }

    // The new name follows in a presence of its own. Who is known by their address stays the same user.
    private Inbound Renamed(Room room, OccupantPresence renamed)
    {
        if (renamed.IsSelf || renamed.Address is null)
        {
            room.Nick = renamed.IsSelf ? renamed.NewNick! : room.Nick;
            return renamed.IsSelf ? Forget(room, renamed.Nick) : Left(room, renamed.Nick);
        }

        if (room.Remove(renamed.Nick) is { } occupant)
        {
            room.Add(renamed.NewNick!, occupant);
        }

        return Ignored.Unhandled;
    }

    private static Inbound Forget(Room room, string nick)
    {
        room.Remove(nick);
        return Ignored.OwnEcho;
    }

    private Inbound Gone(Room room, OccupantPresence gone)
    {
        var wasRemoved = gone.Change is OccupantChange.Banned or OccupantChange.Kicked or OccupantChange.MembershipLost
            or OccupantChange.RoomClosedToThem or OccupantChange.RoomDestroyed;
        if (gone.IsSelf)
        {
            room.Left();
            return wasRemoved ? Lost(room, ToUser(room, gone.Actor), gone.Reason) : Ignored.OwnEcho;
        }

        if (!wasRemoved)
        {
            return Left(room, gone.Nick);
        }

        var user = (room.Remove(gone.Nick) ?? ToOccupant(gone)).User;
        return Inbound.Of(new OccupantRemoved
        {
            Origin = origins.Unnamed(),
            Dialog = room.Dialog,
            User = user,
            By = ToUser(room, gone.Actor),
            Reason = NullIfEmpty(gone.Reason),
        });
    }

    private Inbound Left(Room room, string nick) => room.Remove(nick) is { } occupant && room.IsJoined && !room.IsHere(occupant.User)
        ? Inbound.Of(new OccupantLeft { Origin = origins.Unnamed(), Dialog = room.Dialog, User = occupant.User })
        : Ignored.Unhandled;

    /// <summary>
    /// A room does not let us in. If nobody waits for that, we joined it again by ourselves: then we were removed in the meantime,
    /// unless it is a matter of waiting.
    /// </summary>
    private Inbound Refused(Room room, string? presenceId, RoomRefusal refusal)
    {
        if (joins.TryRefuse(room.Dialog.Id, presenceId, Failures.AtRefusal(refusal.Error)) || !room.IsWanted || room.IsJoined)
        {
            return Ignored.Unhandled;
        }

        LogRefused(self.ToString(), refusal.Error.Condition);
        var isTemporary = refusal.Error.Type == "wait" || refusal.Reason == RoomRefusalReason.NickTaken;
        return isTemporary || !room.WasJoined || room.IsConfigured
            ? Ignored.Unhandled
            : Lost(room, by: null, refusal.Error.Text ?? refusal.Error.Condition);
    }

    private Inbound Lost(Room room, UserRef? by, string? reason)
    {
        rooms.Remove(room);
        return Inbound.Of(new OccupantRemoved
        {
            Origin = origins.Unnamed(),
            Dialog = room.Dialog,
            User = new UserRef(self.ToString()),
            IsSelf = true,
            By = by,
            Reason = NullIfEmpty(reason),
        });
    }

    // A nick or an address.
    private static UserRef? ToUser(Room room, string? actor) => actor is null ? null
        : room.Find(actor)?.User
        ?? (Jid.TryParse(actor, out var address) && address.Local.Length > 0 ? new UserRef(address.Bare.ToString()) : null);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [LoggerMessage(LogLevel.Warning, "A room does not let account {Account} in: {Condition}.")]
    private partial void LogRefused(string account, string condition);
}
