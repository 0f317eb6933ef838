using System.Globalization;
using BotPlatform.Connectors;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Elements;

/// <summary>Section 4.5: readers' apps remove the message after a while.</summary>
/// <param name="After">How long; whole seconds, at least one.</param>
internal sealed record SelfDestruction(TimeSpan After) : IPayload<SelfDestruction>
{
    // A hundred years; longer ones are a mistake, and far longer ones no number of ours.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_525);

    /// <inheritdoc />
    public static XmlName Name { get; } = new("urn:xmpp:message-destroy-after:0", "destroy");

    /// <summary>For a message of ours.</summary>
    /// <exception cref="ConnectorRefusedException">It is no whole number of seconds, or none that makes sense.</exception>
    public static SelfDestruction Checked(TimeSpan after) =>
        after >= TimeSpan.FromSeconds(1) && after <= Longest && after.Ticks % TimeSpan.TicksPerSecond == 0
            ? new(after)
            : throw new ConnectorRefusedException("A message disappears after whole seconds, at least one.", "invalid-duration");

    /// <inheritdoc />
    public static SelfDestruction Parse(Element element) =>
        long.TryParse(element.Attribute("after"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds >= 1 && seconds <= Longest.TotalSeconds
            ? new(TimeSpan.FromSeconds(seconds))
            : throw new XmppFormatException("<destroy/> has an 'after' that is no number of seconds.");

    /// <inheritdoc />
    public Element ToElement() =>
        new(Name, null, new XmlAttribute("after", ((long)After.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
}
