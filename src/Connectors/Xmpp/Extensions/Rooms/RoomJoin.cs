using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions.Rooms;

/// <summary>
/// XEP-0045 §7.2.13: how much of what was said before is sent to somebody who joins. Each limit holds; null: no limit.
/// </summary>
/// <param name="MaxMessages">Messages at most; 0 for none.</param>
/// <param name="Since">Nothing earlier.</param>
public sealed record RoomHistory(int? MaxMessages = null, DateTimeOffset? Since = null);

/// <summary>XEP-0045 §7.2, §7.14: entering and leaving a room.</summary>
public static class RoomJoin
{
    /// <summary>
    /// Enters a room. It answers with an <see cref="OccupantPresence"/> for everybody there, the last of which is our own, then
    /// with the history and the subject; or with a <see cref="RoomRefusal"/>. Give it an id: a refusal repeats it.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="nick">The name under which we appear.</param>
    /// <param name="password">For rooms that have one.</param>
    /// <param name="history">Null leaves it to the room.</param>
    /// <exception cref="XmppFormatException">The nick cannot be part of an address.</exception>
    public static Presence Join(Jid room, string nick, string? password = null, RoomHistory? history = null)
    {
        var children = new List<Element>(2);
        if (history is not null)
        {
            children.Add(new Element(new XmlName(Namespaces.Rooms, "history"))
                .WithAttribute("maxstanzas", history.MaxMessages?.ToString(CultureInfo.InvariantCulture))
                .WithAttribute("since", history.Since is { } since ? Timestamps.Format(since) : null));
        }

        if (password is not null)
        {
            children.Add(new Element(new XmlName(Namespaces.Rooms, "password"), password));
        }

        return new Presence { To = room.WithResource(nick) }.With(new Element(new XmlName(Namespaces.Rooms, "x"), [], [.. children]));
    }

    /// <summary>
    /// Leaves a room. It answers with our own <see cref="OccupantPresence"/>, <see cref="OccupantChange.Left"/>.
    /// </summary>
    /// <exception cref="XmppFormatException">The nick cannot be part of an address.</exception>
    public static Presence Leave(Jid room, string nick) => new() { To = room.WithResource(nick), Type = "unavailable" };
}
