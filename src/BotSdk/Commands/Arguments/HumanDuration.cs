using System.Globalization;
using System.Text;

namespace BotPlatform.BotSdk.Commands.Arguments;

/// <summary>Times as people write them: <c>10m</c>, <c>1h30m</c>, <c>2 days</c>, <c>1.5h</c>, or <c>0:10:00</c>. Never negative.</summary>
internal static class HumanDuration
{
    private const decimal MaxNumber = 1_000_000_000_000;

    private static readonly string[] ClockFormats = [@"h\:mm", @"h\:mm\:ss", @"d\.h\:mm\:ss"];

    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParseExact(text, ClockFormats, CultureInfo.InvariantCulture, out value);
        }

        var ticks = 0m;
        var left = text.AsSpan().Trim();
        if (left.IsEmpty)
        {
            return false;
        }

        while (!left.IsEmpty)
        {
            var number = Take(ref left, character => char.IsAsciiDigit(character) || character == '.');
            var unit = Take(ref left, char.IsAsciiLetter);
            if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                || count > MaxNumber || TicksOf(unit) is not { } each)
            {
                return false;
            }

            ticks += count * each;
        }

        if (ticks > TimeSpan.MaxValue.Ticks)
        {
            return false;
        }

        value = new TimeSpan((long)ticks);
        return true;
    }

    /// <summary>So that <see cref="TryParse"/> reads the same again: <c>1d2h3m4.5s</c>.</summary>
    public static string Format(TimeSpan value)
    {
        var text = new StringBuilder();
        var seconds = (decimal)(value.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond;
        Append(value.Days, "d");
        Append(value.Hours, "h");
        Append(value.Minutes, "m");
        Append(seconds, "s");
        return text.Length == 0 ? "0s" : text.ToString();

        void Append(decimal count, string unit)
        {
            if (count != 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count:0.#######}{unit}");
            }
        }
    }

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var end = 0;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        var taken = text[..end];
        text = text[end..].TrimStart();
        return taken;
    }

    private static long? TicksOf(ReadOnlySpan<char> unit)
    {
        Span<char> lower = stackalloc char[8];
        return unit.Length > lower.Length ? null : lower[..unit.ToLowerInvariant(lower)] switch
        {
            "s" or "sec" or "secs" or "second" or "seconds" => TimeSpan.TicksPerSecond,
            "m" or "min" or "mins" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
            "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
            "d" or "day" or "days" => TimeSpan.TicksPerDay,
            "w" or "week" or "weeks" => 7 * TimeSpan.TicksPerDay,
            _ => null,
        };
    }
}
