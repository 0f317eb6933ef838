using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Streams.Negotiation;

/// <summary>XEP-0198 §5: what the server gave us to resume a session by.</summary>
/// <param name="Id">Its name for the session.</param>
/// <param name="Max">How long it keeps the session without a connection, if it says so.</param>
/// <param name="Location">Where it prefers us to connect then, if it says so.</param>
internal sealed record ResumptionTicket(string Id, TimeSpan? Max, string? Location)
{
    /// <summary>What <c>enabled</c> grants; null when it grants no resumption.</summary>
    public static ResumptionTicket? Parse(Element enabled)
    {
        if (enabled.Attribute("resume") is not ("true" or "1") || enabled.Attribute("id") is not { Length: > 0 } id)
        {
            return null;
        }

        var hasMax = uint.TryParse(enabled.Attribute("max"), NumberStyles.None, CultureInfo.InvariantCulture, out var max);
        return new ResumptionTicket(id, hasMax ? TimeSpan.FromSeconds(max) : null, enabled.Attribute("location"));
    }
}

/// <summary>A session that a new connection is to go on with.</summary>
/// <param name="Ticket">What the server gave us.</param>
/// <param name="Handled">The <c>h</c> to report, asked for at the moment it is written.</param>
internal sealed record Resumption(ResumptionTicket Ticket, Func<uint> Handled)
{
    /// <summary>How the server decided; null as long as it was not asked.</summary>
    public ResumptionOutcome? Outcome { get; set; }
}

/// <summary>How the server decided about a resumption.</summary>
/// <param name="IsResumed">Whether the session goes on.</param>
/// <param name="Handled">How many of our stanzas the server had handled, if it says so.</param>
internal sealed record ResumptionOutcome(bool IsResumed, uint? Handled);
