using System.Globalization;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Inbound;

/// <summary>
/// Says when something happened, and names it: the same thing seen again has the same name where the network names it.
/// </summary>
internal sealed class Origins(AccountIdentity identity, TimeProvider time)
{
    private const long FirstMillisecond = 100_000_000_000;   // larger numbers cannot be seconds (section 4.1)

    /// <summary>Now, by our clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Of something that a message says and the network names, by these parts.</summary>
    public EventOrigin Named(Message message, Element? extraParams, params ReadOnlySpan<string> parts) =>
        At(TimeOf(message, extraParams), Name(parts));

    /// <summary>Of something that is said to have happened at a time, which may make no sense, and that the network names.</summary>
    public EventOrigin Named(DateTimeOffset? said, params ReadOnlySpan<string> parts) => At(Sensible(said), Name(parts));

    /// <summary>Of something that a message says and nobody names.</summary>
    public EventOrigin Unnamed(Message message, Element? extraParams) => At(TimeOf(message, extraParams), NewName());

    /// <summary>Of something that happens now and that nobody names.</summary>
    public EventOrigin Unnamed() => At(Now, NewName());

    /// <summary>The stanza's own name; a new one when it has none.</summary>
    public static string StanzaName(IStanza stanza) => string.IsNullOrEmpty(stanza.Id) ? NewName() : MessageIds.Bound(stanza.Id);

    /// <summary>Whether the server kept the message for a while (section 4.15).</summary>
    public static bool WasDelayed(Message message) => message.Payloads.Any(e => e.Name == Delay.Name);

    private static string NewName() => Guid.NewGuid().ToString("N");

    // Ids are chosen by their senders: one with a slash must not pass for two.
    private static string Name(ReadOnlySpan<string> parts)
    {
        var name = ConnectyCubeConnectorFactory.Network;
        foreach (var part in parts)
        {
            name = $"{name}/{Uri.EscapeDataString(part)}";
        }

        return name;
    }

    private EventOrigin At(DateTimeOffset occurredAt, string name) =>
        new() { EventId = name, Account = identity.Account, OccurredAt = occurredAt };

    private DateTimeOffset TimeOf(Message message, Element? extraParams) => Sensible(DelayTime(message) ?? DateSent(extraParams));

    private DateTimeOffset Sensible(DateTimeOffset? said)
    {
        var now = Now;
        return said is { } then && then.Year >= 2000 && then <= now.AddDays(1) ? then : now;
    }

    private static DateTimeOffset? DelayTime(Message message)
    {
        try
        {
            return message.Get<Delay>()?.Stamp.ToUniversalTime();
        }
        catch (XmppFormatException)
        {
            // A wrong time is no reason to lose the message.
            return null;
        }
    }

    private static DateTimeOffset? DateSent(Element? extraParams)
    {
        if (!long.TryParse(
                ExtraParams.Value(extraParams, ExtraParams.DateSent), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var milliseconds = number >= FirstMillisecond ? number : number * 1000;
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }
}
