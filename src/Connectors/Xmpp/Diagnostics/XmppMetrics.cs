using System.Diagnostics.Metrics;

namespace BotPlatform.Xmpp.Diagnostics;

/// <summary>What can be counted about XMPP connections, under the meter <c>BotPlatform.Xmpp</c>.</summary>
internal static class XmppMetrics
{
    private static readonly Meter Meter = new("BotPlatform.Xmpp");

    private static readonly Counter<long> DroppedStanzas = Meter.CreateCounter<long>(
        "xmpp.stanzas.dropped", "{stanza}", "Received stanzas that nobody could use, by reason.");

    public static void Dropped(string reason) => DroppedStanzas.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
