using System.Globalization;
using System.Runtime.InteropServices;

namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>How exactly an app says when it sent a message.</summary>
internal enum Precision
{
    /// <summary>As the protocol has it.</summary>
    Seconds,

    /// <summary>As some apps do it. The service takes these for moments far in the future, behind all others.</summary>
    Milliseconds,
}

/// <summary>
/// When a message was sent, as exactly as its sender's app said it. The text of it tells both apart, so that what was read from a
/// file leads back to the message's place in the history.
/// </summary>
/// <param name="Precision">The unit.</param>
/// <param name="Value">Since 1970.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SentTime(Precision Precision, long Value)
{
    private const string SecondsFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string MillisecondsFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The moment.</summary>
    public DateTimeOffset Moment => Precision == Precision.Seconds
        ? DateTimeOffset.FromUnixTimeSeconds(Value)
        : DateTimeOffset.FromUnixTimeMilliseconds(Value);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out SentTime sent)
    {
        sent = default;
        if (TryParse(text, SecondsFormat, out var moment))
        {
            sent = new SentTime(Precision.Seconds, moment.ToUnixTimeSeconds());
        }
        else if (TryParse(text, MillisecondsFormat, out moment))
        {
            sent = new SentTime(Precision.Milliseconds, moment.ToUnixTimeMilliseconds());
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>ISO 8601, in UTC; with a fraction where the precision is milliseconds, even when it is zero.</summary>
    public override string ToString() => Moment.UtcDateTime.ToString(
        Precision == Precision.Seconds ? SecondsFormat : MillisecondsFormat, CultureInfo.InvariantCulture);

    private static bool TryParse(string text, string format, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(
        text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
}
