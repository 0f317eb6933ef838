namespace BotPlatform.Xmpp.Extensions.Rooms;

/// <summary>XEP-0045: what a presence from a room says about an occupant.</summary>
public enum OccupantChange
{
    /// <summary>They are there: new, or with another status, role or affiliation than before.</summary>
    Present,

    /// <summary>They left of their own will, or their connection ended.</summary>
    Left,

    /// <summary>They have another nick from now on (status 303, §7.6).</summary>
    Renamed,

    /// <summary>A moderator removed them; they may come back (307, §8.2).</summary>
    Kicked,

    /// <summary>An admin removed them for good (301, §9.1).</summary>
    Banned,

    /// <summary>They are no member any more, and the room is for members only (321, §9.4).</summary>
    MembershipLost,

    /// <summary>The room is for members only now, and they are none (322, §10.2).</summary>
    RoomClosedToThem,

    /// <summary>The service is shutting down; come back later (332).</summary>
    ServiceShutdown,

    /// <summary>The service could not reach them (333); come back.</summary>
    Unreachable,

    /// <summary>An owner destroyed the room (§10.9).</summary>
    RoomDestroyed,
}
