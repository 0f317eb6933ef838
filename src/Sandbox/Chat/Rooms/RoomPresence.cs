using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Rooms;

/// <summary>The presences that a room sends (section 4.16, XEP-0045 §7).</summary>
internal static class RoomPresence
{
    public const string Namespace = "http://jabber.org/protocol/muc";

    /// <summary>XEP-0045 §7.1: this presence is the receiver's own. The vendor's SDK wants it in front of the others.</summary>
    public const int Self = 110;

    /// <summary>XEP-0045 §7.1: the room has changed the nick that was asked for.</summary>
    public const int NickChanged = 210;

    /// <summary>
    /// Banned, which the vendor's SDK looks for; kicked and removed, which other clients know (XEP-0045 §8 and §9).
    /// </summary>
    public static readonly int[] Expelled = [301, 307, 321];

    private const string UserNamespace = Namespace + "#user";

    /// <summary>The element with which a client asks to join.</summary>
    public static XmlName JoinName { get; } = new(Namespace, "x");

    /// <summary>The occupant is there.</summary>
    public static Element Available(
        Dialog dialog, int userId, string from, string to, string? id, params ReadOnlySpan<int> statuses)
    {
        var (affiliation, role) =
            dialog.OwnerId == userId ? ("owner", "moderator")
            : dialog.Admins.Contains(userId) ? ("admin", "moderator")
            : ("member", dialog.May(userId, DialogAction.Write) ? "participant" : "visitor");
        return Make(Item(affiliation, role), from, to, id, type: null, statuses);
    }

    /// <summary>The occupant has left and still belongs to the dialog.</summary>
    public static Element Left(string from, string to, string? id, params ReadOnlySpan<int> statuses) =>
        Make(Item("member", "none"), from, to, id, "unavailable", statuses);

    /// <summary>The occupant does not belong to the dialog any more.</summary>
    public static Element Removed(string actor, string from, string to, params ReadOnlySpan<int> statuses)
    {
        var by = new Element(new XmlName(UserNamespace, "actor"), null, new XmlAttribute("jid", actor));
        return Make(Item("none", "none", by), from, to, id: null, "unavailable", statuses);
    }

    private static Element Item(string affiliation, string role, params ReadOnlySpan<Element> children) =>
        new(new XmlName(UserNamespace, "item"), [new("affiliation", affiliation), new("role", role)], children);

    private static Element Make(Element item, string from, string to, string? id, string? type, ReadOnlySpan<int> statuses)
    {
        var children = new List<Element> { item };
        foreach (var status in statuses)
        {
            children.Add(new Element(new XmlName(UserNamespace, "status"), null, new XmlAttribute("code", status.ToString())));
        }

        var presence = new Element(
            new XmlName(Namespaces.Client, "presence"),
            [new("from", from), new("to", to)],
            new Element(new XmlName(UserNamespace, "x"), [], [.. children]));
        return presence.WithAttribute("id", id).WithAttribute("type", type);
    }
}
