using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions.Rooms;

/// <summary>XEP-0045 §7.2, table of errors: why a room does not let us in.</summary>
public enum RoomRefusalReason
{
    /// <summary>None of the others; see the error.</summary>
    Other,

    /// <summary>It wants a password, or another one (<c>not-authorized</c>).</summary>
    PasswordRequired,

    /// <summary>We are banned (<c>forbidden</c>).</summary>
    Banned,

    /// <summary>There is no such room, or it is not open yet (<c>item-not-found</c>).</summary>
    NotFound,

    /// <summary>There is none, and we may not create it (<c>not-allowed</c>).</summary>
    MayNotCreate,

    /// <summary>We must use the nick that is registered for us (<c>not-acceptable</c>).</summary>
    NickReserved,

    /// <summary>It is for members only (<c>registration-required</c>).</summary>
    MembersOnly,

    /// <summary>Somebody else has the nick (<c>conflict</c>).</summary>
    NickTaken,

    /// <summary>It is full, or the service is down: try again later (<c>service-unavailable</c>).</summary>
    FullOrDown,

    /// <summary>It was destroyed (<c>gone</c>).</summary>
    Destroyed,
}

/// <summary>XEP-0045 §7.2: a room refuses what we asked with a presence: to enter, or another nick.</summary>
/// <param name="Room">The room. Anybody can send this: compare it, and the id of the presence, with what was asked.</param>
/// <param name="Reason">Why.</param>
/// <param name="Error">The refusal itself.</param>
public sealed record RoomRefusal(Jid Room, RoomRefusalReason Reason, StanzaError Error)
{
    /// <summary>Reads a presence; null when it is no error, or does not say of whom.</summary>
    public static RoomRefusal? TryParse(Presence presence)
    {
        if (presence is not { Type: "error", From: { } from })
        {
            return null;
        }

        var error = StanzaError.Parse(presence.Payloads);
        return new RoomRefusal(from.Bare, ReasonOf(error.Condition), error);
    }

    private static RoomRefusalReason ReasonOf(string condition) => condition switch
    {
        "not-authorized" => RoomRefusalReason.PasswordRequired,
        "forbidden" => RoomRefusalReason.Banned,
        "item-not-found" => RoomRefusalReason.NotFound,
        "not-allowed" => RoomRefusalReason.MayNotCreate,
        "not-acceptable" => RoomRefusalReason.NickReserved,
        "registration-required" => RoomRefusalReason.MembersOnly,
        "conflict" => RoomRefusalReason.NickTaken,
        "service-unavailable" => RoomRefusalReason.FullOrDown,
        "gone" => RoomRefusalReason.Destroyed,
        _ => RoomRefusalReason.Other,
    };
}
