using System.Buffers;
using System.Text;
using BotPlatform.Connectors;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Outbound;

/// <summary>Refuses what would cost the connection if it were sent, again at every retry.</summary>
internal static class OutgoingText
{
    private const int MaxStanzaBytes = 256 * 1024;   // section 3.2
    private const int CertainlySmall = 20_000;

    private static readonly SearchValues<char> Suspicious = SearchValues.Create(string.Concat(
        Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r')).Concat(Enumerable.Range(0xD800, 0x800))
            .Append(0xFFFE).Append(0xFFFF).Select(c => (char)c)));

    /// <exception cref="ConnectorRefusedException">The text holds a character that XML cannot carry.</exception>
    public static void Check(string text, string what)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Suspicious) is >= 0 and var at)
        {
            // The two halves of a surrogate pair, such as an emoji, are fine; one half alone is not.
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != OperationStatus.Done || length == 1)
            {
                throw new ConnectorRefusedException($"{what} holds a character that XML cannot carry.", "invalid-character");
            }

            rest = rest[(at + length)..];
        }
    }

    /// <summary>The message itself.</summary>
    /// <exception cref="ConnectorRefusedException">It is larger than what servers take.</exception>
    public static Message CheckSize(Message message)
    {
        var isSmall = message.Payloads.Sum(Measure) <= CertainlySmall;
        return isSmall || Encoding.UTF8.GetByteCount(message.ToElement().ToString()) <= MaxStanzaBytes
            ? message
            : throw new ConnectorRefusedException($"The message is larger than {MaxStanzaBytes / 1024} KiB.", "too-large");
    }

    // Characters that the sender chose; each becomes at most six bytes.
    private static int Measure(Element element) =>
        element.Name.LocalName.Length * 2
        + element.Text.Length
        + element.Attributes.Sum(a => a.Name.Length + a.Value.Length)
        + element.Elements.Sum(Measure);
}
