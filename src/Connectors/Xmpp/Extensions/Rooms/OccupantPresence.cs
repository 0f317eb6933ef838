using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions.Rooms;

/// <summary>XEP-0045 §7.2.2: a room says who is there, or no longer.</summary>
/// <remarks>
/// Anybody can send a presence of this form: it counts only if <see cref="Room"/> is a room that we have joined or are joining.
/// </remarks>
public sealed record OccupantPresence
{
    private const int Self = 110;

    private static readonly XmlName UserName = new(Namespaces.RoomUser, "x");
    private static readonly XmlName StatusName = new(Namespaces.RoomUser, "status");

    // The most telling one first: rooms add 307 to 333, and some servers 307 or 321 to 301.
    private static readonly (int Status, OccupantChange Change)[] Departures =
    [
        (332, OccupantChange.ServiceShutdown),
        (333, OccupantChange.Unreachable),
        (303, OccupantChange.Renamed),
        (301, OccupantChange.Banned),
        (307, OccupantChange.Kicked),
        (321, OccupantChange.MembershipLost),
        (322, OccupantChange.RoomClosedToThem),
    ];

    /// <summary>The room.</summary>
    public required Jid Room { get; init; }

    /// <summary>The name under which they appear there; at <see cref="OccupantChange.Renamed"/> the old one.</summary>
    public required string Nick { get; init; }

    /// <summary>What happened.</summary>
    public required OccupantChange Change { get; init; }

    /// <summary>
    /// Whether it is about us: the room says so (110), or it is gone for everybody, which ejabberd says without 110.
    /// </summary>
    public bool IsSelf =>
        StatusCodes.Contains(Self) || Change is OccupantChange.RoomDestroyed or OccupantChange.ServiceShutdown;

    /// <summary>What they are to the room.</summary>
    public RoomAffiliation Affiliation { get; init; }

    /// <summary>What they may do there; none once they are gone.</summary>
    public RoomRole Role { get; init; }

    /// <summary>Who they are; null where the room does not tell us.</summary>
    public Jid? Address { get; init; }

    /// <summary>At <see cref="OccupantChange.Renamed"/> the new nick.</summary>
    public string? NewNick { get; init; }

    /// <summary>Who did it, a nick or an address, if that is said.</summary>
    public string? Actor { get; init; }

    /// <summary>Why, in words for people, if that is said.</summary>
    public string? Reason { get; init; }

    /// <summary>At <see cref="OccupantChange.RoomDestroyed"/> the room to go to instead, if any.</summary>
    public Jid? Successor { get; init; }

    /// <summary>§15.6: all status codes, for example 201 (the room is new and waits for its configuration).</summary>
    public IReadOnlySet<int> StatusCodes { get; init; } = new HashSet<int>();

    /// <summary>Reads a presence; null when it is none of an occupant of a room.</summary>
    /// <exception cref="XmppFormatException">A rank, an address or a status is none.</exception>
    public static OccupantPresence? TryParse(Presence presence)
    {
        var user = presence.Payloads.FirstOrDefault(e => e.Name == UserName);
        if (user is null || presence is not { From: { IsBare: false } from, Type: null or "unavailable" })
        {
            return null;
        }

        var item = user.Child("item");
        var destroyed = user.Child("destroy");
        HashSet<int> codes = [.. user.Elements.Where(e => e.Name == StatusName).Select(ParseCode)];
        var actor = item?.Child("actor");
        return new OccupantPresence
        {
            Room = from.Bare,
            Nick = from.Resource,
            Change = ChangeOf(presence, codes, destroyed),
            Affiliation = RoomRank.Affiliation(item),
            Role = RoomRank.Role(item),
            Address = item is null ? null : Stanza.Address(item, "jid"),
            NewNick = codes.Contains(303) ? item?.RequireAttribute("nick") : null,
            Actor = actor?.Attribute("nick") ?? actor?.Attribute("jid"),
            Reason = (destroyed ?? item)?.Child("reason")?.Text,
            Successor = destroyed is null ? null : Stanza.Address(destroyed, "jid"),
            StatusCodes = codes,
        };
    }

    private static OccupantChange ChangeOf(Presence presence, HashSet<int> codes, Element? destroyed)
    {
        if (presence.Type is null)
        {
            return OccupantChange.Present;
        }

        if (destroyed is not null)
        {
            return OccupantChange.RoomDestroyed;
        }

        foreach (var (status, change) in Departures)
        {
            if (codes.Contains(status))
            {
                return change;
            }
        }

        return OccupantChange.Left;
    }

    private static int ParseCode(Element status) =>
        int.TryParse(status.RequireAttribute("code"), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? code
            : throw new XmppFormatException("<status/> has a 'code' that is no number.");
}
