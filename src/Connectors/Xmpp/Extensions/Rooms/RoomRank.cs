using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions.Rooms;

/// <summary>XEP-0045 §5.2: what somebody is to a room, also while they are not there.</summary>
public enum RoomAffiliation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Banned.</summary>
    Outcast,

    /// <summary>May enter a room that is for members only.</summary>
    Member,

    /// <summary>May ban and make members.</summary>
    Admin,

    /// <summary>May do everything.</summary>
    Owner,
}

/// <summary>XEP-0045 §5.1: what somebody may do while they are in a room.</summary>
public enum RoomRole
{
    /// <summary>Not there.</summary>
    None,

    /// <summary>May read.</summary>
    Visitor,

    /// <summary>May write.</summary>
    Participant,

    /// <summary>May kick, and give and take the voice of others.</summary>
    Moderator,
}

/// <summary>How affiliations and roles are written. What a room does not say is none.</summary>
internal static class RoomRank
{
    public static RoomAffiliation Affiliation(Element? item) => item?.Attribute("affiliation") switch
    {
        null or "none" => RoomAffiliation.None,
        "outcast" => RoomAffiliation.Outcast,
        "member" => RoomAffiliation.Member,
        "admin" => RoomAffiliation.Admin,
        "owner" => RoomAffiliation.Owner,
        _ => throw new XmppFormatException("<item/> has an 'affiliation' that rooms do not know."),
    };

    public static RoomRole Role(Element? item) => item?.Attribute("role") switch
    {
        null or "none" => RoomRole.None,
        "visitor" => RoomRole.Visitor,
        "participant" => RoomRole.Participant,
        "moderator" => RoomRole.Moderator,
        _ => throw new XmppFormatException("<item/> has a 'role' that rooms do not know."),
    };
}
