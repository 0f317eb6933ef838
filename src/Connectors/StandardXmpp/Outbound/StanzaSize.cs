using System.Text;
using BotPlatform.Connectors;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Outbound;

/// <summary>Refuses what would cost the connection if it were sent, again at every retry: servers end streams on too large stanzas.</summary>
internal static class StanzaSize
{
    private const int MaxBytes = 256 * 1024;   // the usual limit of Prosody and ejabberd
    private const int CertainlySmall = 20_000;

    /// <summary>The message itself.</summary>
    /// <exception cref="ConnectorRefusedException">It is larger than what servers take.</exception>
    public static Message Check(Message message) =>
        message.Payloads.Sum(Measure) <= CertainlySmall || Encoding.UTF8.GetByteCount(message.ToElement().ToString()) <= MaxBytes
            ? message
            : throw new ConnectorRefusedException($"The message is larger than {MaxBytes / 1024} KiB.", "too-large");

    // Characters that the sender chose; each becomes at most six bytes.
    private static int Measure(Element element) =>
        element.Text.Length + element.Attributes.Sum(a => a.Value.Length) + element.Elements.Sum(Measure);
}
