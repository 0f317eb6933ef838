using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Inbound;

/// <summary>Says when something happened, and names it: the same thing seen again has the same name where the network names it.</summary>
internal sealed class Origins(AccountRef account, TimeProvider time)
{
    /// <summary>Now, by our clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Of something that the network names, by these parts.</summary>
    public EventOrigin Named(Message message, params ReadOnlySpan<string> parts)
    {
        // Ids are chosen by their senders: one with a slash must not pass for two.
        var name = account.Network;
        foreach (var part in parts)
        {
            name = $"{name}/{Uri.EscapeDataString(part)}";
        }

        return At(TimeOf(message), name);
    }

    /// <summary>Of something that happens now and that nobody names.</summary>
    public EventOrigin Unnamed() => At(Now, Guid.NewGuid().ToString("N"));

    /// <summary>Whether somebody kept the message for a while (XEP-0203).</summary>
    public static bool WasDelayed(Message message) => message.Payloads.Any(e => e.Name == Delay.Name);

    private EventOrigin At(DateTimeOffset occurredAt, string name) =>
        new() { EventId = name, Account = account, OccurredAt = occurredAt };

    private DateTimeOffset TimeOf(Message message)
    {
        var now = Now;
        try
        {
            // Nobody's clock is trusted with the future.
            return message.Get<Delay>()?.Stamp.ToUniversalTime() is { } said && said.Year >= 2000 && said <= now ? said : now;
        }
        catch (XmppFormatException)
        {
            // A wrong time is no reason to lose the message.
            return now;
        }
    }
}
