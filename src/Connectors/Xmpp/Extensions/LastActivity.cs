using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0012: how long ago somebody was last there.</summary>
/// <param name="Idle">
/// Asked of a bare address: since the last log-out, zero while somebody is there. Of a full one: since the device was last used.
/// Of a server: since it was started. In whole seconds.
/// </param>
/// <param name="Status">What they said when they left, if anything.</param>
public sealed record LastActivity(TimeSpan Idle, string? Status = null) : IPayload<LastActivity>
{
    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.LastActivity, "query");

    /// <summary>Asks for it. Its answer is read with <see cref="Iq.Require{T}"/>.</summary>
    public static Iq Request(Jid of) => new() { Type = IqType.Get, To = of, Payload = new Element(Name) };

    /// <inheritdoc />
    public static LastActivity Parse(Element element) =>
        int.TryParse(element.RequireAttribute("seconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? new LastActivity(TimeSpan.FromSeconds(seconds), element.Text.Length == 0 ? null : element.Text)
            : throw new XmppFormatException("<query/> has 'seconds' that are no number.");

    /// <inheritdoc />
    public Element ToElement() => new(
        Name, Status, new XmlAttribute("seconds", ((long)Idle.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
}

/// <summary>A <see cref="LastActivity"/> that nobody asked for: some servers tell it when a user comes or goes.</summary>
/// <param name="Of">Whose it is.</param>
/// <param name="Activity">What it is now.</param>
public sealed record LastActivityNotice(Jid Of, LastActivity Activity)
{
    /// <summary>Reads an IQ that answers no request of ours; null when it is something else, or does not say of whom.</summary>
    /// <exception cref="XmppFormatException">The time is missing or wrong.</exception>
    public static LastActivityNotice? TryParse(Iq iq) =>
        iq is { From: { } from, Type: IqType.Result or IqType.Set } && iq.Get<LastActivity>() is { } activity
            ? new LastActivityNotice(from, activity)
            : null;
}
