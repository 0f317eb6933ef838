using System.Globalization;
using Quartz.Impl.Triggers;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>
/// The times that a recurrence rule names (RFC 5545 §3.3.10). Quartz expands it, as if clocks were never changed; which instants are meant is
/// decided elsewhere, and COUNT counts times, not what was carried out.
/// </summary>
internal sealed class RuleTimes : ITimes
{
    private const int MaxLength = 500;
    private const int MaxCount = 10_000;

    private static readonly string[] Parts =
    [
        "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO",
        "BYMONTH", "BYSETPOS",
    ];

    private readonly RecurrenceTriggerImpl _rule;
    private readonly Lazy<DateTimeOffset> _last;

    /// <exception cref="ScheduleException">It is none.</exception>
    public RuleTimes(string text, DateTime start, ZoneClock clock)
    {
        var parts = Split(text);
        if (RuleLists.Problem(parts) is { } problem)
        {
            throw Malformed(text, problem);
        }

        if (parts.TryGetValue("UNTIL", out var until) && until.EndsWith('Z'))
        {
            parts["UNTIL"] = InZone(until, text, clock);
        }

        _rule = new RecurrenceTriggerImpl("rule", "rule", string.Join(';', parts.Select(part => $"{part.Key}={part.Value}")))
        {
            TimeZone = TimeZoneInfo.Utc,
            StartTimeUtc = new DateTimeOffset(start, TimeSpan.Zero),
            JobKey = new Quartz.JobKey("rule"),
        };
        Check(text, parts);
        IsHourly = parts["FREQ"].ToUpperInvariant() is "HOURLY" or "MINUTELY" && !parts.ContainsKey("BYHOUR") && !IsDayLong(parts);
        _last = new(() => parts.ContainsKey("COUNT") ? Last() : Calendar.End);
    }

    /// <summary>Whether it runs in every hour or every few, instead of naming hours.</summary>
    public bool IsHourly { get; }

    public IEnumerable<DateTime> After(DateTime local)
    {
        for (var next = Next(new DateTimeOffset(local, TimeSpan.Zero)); next <= _last.Value; next = Next(next.Value))
        {
            yield return next.Value.DateTime;
        }
    }

    private DateTimeOffset Last()
    {
        try
        {
            return _rule.FinalFireTimeUtc is { } last && last < Calendar.End ? last : Calendar.End;
        }
        catch (ArgumentOutOfRangeException)
        {
            return Calendar.End; // it has counted up to the end of the calendar
        }
    }

    private DateTimeOffset? Next(DateTimeOffset after)
    {
        try
        {
            return _rule.GetFireTimeAfter(after);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null; // it has looked for one up to the end of the calendar
        }
    }

    private static Dictionary<string, string> Split(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Trim().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : (part, "");
            if (!Parts.Contains(name, StringComparer.OrdinalIgnoreCase) || value.Length == 0)
            {
                throw Malformed(text, $"it knows no '{part}'");
            }

            if (!parts.TryAdd(name, value))
            {
                throw Malformed(text, $"{name} is there twice");
            }
        }

        return text.Length > MaxLength ? throw Malformed(text, $"it is longer than {MaxLength} characters")
            : parts.ContainsKey("FREQ") ? parts
            : throw Malformed(text, "FREQ is missing");
    }

    private void Check(string text, Dictionary<string, string> parts)
    {
        try
        {
            _rule.Validate();
        }
        catch (Quartz.SchedulerException error)
        {
            throw Malformed(text, (error.InnerException ?? error).Message.TrimEnd('.'));
        }

        if (parts["FREQ"].Equals("SECONDLY", StringComparison.OrdinalIgnoreCase))
        {
            throw new ScheduleException("Rule runs more often than once a minute.");
        }

        if (parts.TryGetValue("COUNT", out var count) && int.Parse(count, CultureInfo.InvariantCulture) > MaxCount)
        {
            throw new ScheduleException($"Rule has the COUNT {count}: leave it out, or write {MaxCount} at most.");
        }
    }

    private static bool IsDayLong(Dictionary<string, string> parts)
    {
        var interval = parts.TryGetValue("INTERVAL", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        return interval >= (parts["FREQ"].Equals("HOURLY", StringComparison.OrdinalIgnoreCase) ? 24 : 24 * 60);
    }

    private static string InZone(string until, string text, ZoneClock clock) =>
        DateTimeOffset.TryParseExact(
            until, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? clock.LocalOf(instant).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)
            : throw Malformed(text, $"UNTIL is '{until}'");

    private static ScheduleException Malformed(string text, string why) => new(
        $"Rule is '{(text.Length > MaxLength ? text[..MaxLength] + "…" : text)}', which is no recurrence rule: {why}. Write one such as "
        + "'FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=9;BYMINUTE=0', and its start into From.");
}
