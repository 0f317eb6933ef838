using System.Globalization;
using System.Text.RegularExpressions;

namespace BotPlatform.Bots.Reminders;

/// <summary>Reads times as people write them, in English and German. A day without a time means nine o'clock.</summary>
/// <param name="words">The words of the request.</param>
/// <param name="now">The moment from which tomorrow is counted.</param>
/// <param name="zone">Where the clock hangs.</param>
internal sealed partial class WhenReader(IReadOnlyList<TimeWord> words, DateTimeOffset now, TimeZoneInfo zone)
{
    private const decimal MaxCount = 100_000;

    private static readonly TimeSpan MaxSpan = TimeSpan.FromDays(10_000);
    private static readonly TimeOnly Morning = new(9, 0);
    private static readonly DayOfWeek[] AllDays = Enum.GetValues<DayOfWeek>();

    private DateTime LocalNow => TimeZoneInfo.ConvertTime(now, zone).DateTime;

    /// <summary>Reads a time from a position on, and moves the position behind it.</summary>
    public bool TryRead(ref int position, out When? when)
    {
        var at = position;
        when = ReadSpan(ref at) ?? ReadEvery(ref at) ?? ReadDay(ref at) ?? ReadTimeAlone(ref at);
        position = when is null ? position : at;
        return when is not null;
    }

    private string WordAt(int at) => at < words.Count ? words[at].Plain : "";

    // "in 20 minutes", "in 1h30m", "in 2 hours and 5 minutes", "in einer Stunde"
    private When? ReadSpan(ref int position)
    {
        var at = position;
        if (WordAt(at++) != "in")
        {
            return null;
        }

        var total = TimeSpan.Zero;
        while (ReadAmount(ref at) is { } amount)
        {
            total = Add(total, amount);
            at += TimeWords.And.Contains(WordAt(at)) && ReadAmountAt(at + 1) ? 1 : 0;
        }

        if (total <= TimeSpan.Zero)
        {
            return null;
        }

        position = at;
        return new When(now + total, null, ClockChange.None);
    }

    private bool ReadAmountAt(int at) => ReadAmount(ref at) is not null;

    private TimeSpan? ReadAmount(ref int at)
    {
        if (Amounts().Match(WordAt(at)) is { Success: true } match)
        {
            var parts = match.Groups["count"].Captures.Zip(match.Groups["unit"].Captures, (count, unit) => Multiply(count.Value, unit.Value));
            var sum = parts.Aggregate((TimeSpan?)TimeSpan.Zero, (one, part) => one is { } a && part is { } b ? Add(a, b) : null);
            at += sum is null ? 0 : 1;
            return sum;
        }

        var number = TimeWords.One.Contains(WordAt(at)) ? "1" : WordAt(at);
        if (Multiply(number, WordAt(at + 1)) is { } span)
        {
            at += 2;
            return span;
        }

        return null;
    }

    // Too far is too far.
    private static TimeSpan Add(TimeSpan one, TimeSpan other) => one + other < MaxSpan ? one + other : MaxSpan;

    private static TimeSpan? Multiply(string count, string unit) =>
        decimal.TryParse(count, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and <= MaxCount && TimeWords.Units.TryGetValue(unit.TrimEnd('.'), out var one)
            ? new TimeSpan((long)(one.Ticks * number))
            : null;

    // "every monday 9:00", "every day at noon", "every monday and friday", "jeden Werktag um 8 Uhr", "täglich 7:30"
    private When? ReadEvery(ref int position)
    {
        var at = position;
        var days = new List<DayOfWeek>();
        if (TimeWords.Daily.Contains(WordAt(at)))
        {
            days.AddRange(AllDays);
            at++;
        }
        else if (TimeWords.Every.Contains(WordAt(at)))
        {
            at++;
            ReadDays(ref at, days);
        }

        if (days.Count == 0)
        {
            return null;
        }

        position = at;
        var repetition = new Repetition([.. days.Distinct()], ReadTime(ref position) ?? Morning);
        var (first, change) = repetition.After(now, zone);
        return new When(first, repetition, change);
    }

    private void ReadDays(ref int at, List<DayOfWeek> days)
    {
        while (true)
        {
            var word = WordAt(at);
            if (TimeWords.AnyDay.Contains(word))
            {
                days.AddRange(AllDays);
            }
            else if (TimeWords.Weekday.Contains(word))
            {
                days.AddRange(AllDays.Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
            }
            else if (TimeWords.Days.TryGetValue(word, out var day))
            {
                days.Add(day);
            }
            else
            {
                return;
            }

            at++;
            at += TimeWords.And.Contains(WordAt(at)) ? 1 : 0;
        }
    }

    // "tomorrow 9:00", "on friday at 5pm", "2026-12-24", "am 24.12. um 18 Uhr"
    private When? ReadDay(ref int position)
    {
        var at = position;
        at += TimeWords.BeforeDay.Contains(WordAt(at)) ? 1 : 0;
        if (ReadDate(ref at) is not { } date)
        {
            return null;
        }

        var isWeekday = TimeWords.Days.ContainsKey(WordAt(at - 1));
        var time = ReadTime(ref at) ?? (TimeWords.Times.ContainsKey(WordAt(at)) ? TimeWords.Times[WordAt(at++)] : Morning);
        var (when, change) = LocalTime.Resolve(date.ToDateTime(time), zone);
        if (isWeekday && when <= now)
        {
            (when, change) = LocalTime.Resolve(date.AddDays(7).ToDateTime(time), zone); // monday, said on a monday afternoon
        }

        position = at;
        return new When(when, null, change);
    }

    private DateOnly? ReadDate(ref int at)
    {
        var today = DateOnly.FromDateTime(LocalNow);
        if (WordAt(at) == "day" && WordAt(at + 1) == "after" && WordAt(at + 2) == "tomorrow")
        {
            at += 3;
            return today.AddDays(2);
        }

        var word = WordAt(at++);
        return TimeWords.FromToday.TryGetValue(word, out var days) ? today.AddDays(days)
            : TimeWords.Days.TryGetValue(word, out var day) ? today.AddDays(((int)day - (int)today.DayOfWeek + 7) % 7)
            : DateOnly.TryParseExact(word, ["yyyy-MM-dd", "d.M.yyyy"], out var date) && date.Year is > 1 and < 9999 ? date
            : YearlessDate(word, today);
    }

    // The next one.
    private static DateOnly? YearlessDate(string word, DateOnly today) =>
        Enumerable.Range(today.Year, 5)
            .Select(year => DateOnly.TryParseExact($"{word}{year}", "d.M.yyyy", out var date) ? date : (DateOnly?)null)
            .FirstOrDefault(date => date >= today);

    // "9:00", "at 5pm": today, or else tomorrow.
    private When? ReadTimeAlone(ref int position)
    {
        if (ReadTime(ref position) is not { } time)
        {
            return null;
        }

        var (at, change) = new Repetition(AllDays, time).After(now, zone);
        return new When(at, null, change);
    }

    private TimeOnly? ReadTime(ref int position)
    {
        var at = position;
        var isAnnounced = TimeWords.BeforeTime.Contains(WordAt(at));
        at += isAnnounced ? 1 : 0;
        if (isAnnounced && TimeWords.Times.TryGetValue(WordAt(at), out var named))
        {
            position = at + 1;
            return named;
        }

        if (Clock().Match(WordAt(at)) is not { Success: true } match)
        {
            return null;
        }

        var hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].Value, CultureInfo.InvariantCulture) : 0;
        var half = match.Groups["half"].Value;
        at++;
        var hasMark = match.Value.Contains(':', StringComparison.Ordinal) || half.Length > 0;
        if (half.Length == 0 && WordAt(at) is "am" or "pm")
        {
            (half, hasMark) = (WordAt(at++), true);
        }
        else if (WordAt(at) is "uhr" or "o'clock")
        {
            hasMark = true;
            at++;
            if (!match.Groups["minute"].Success && WordAt(at) is { Length: 2 } more && int.TryParse(more, out var minutes))
            {
                (minute, at) = (minutes, at + 1); // "9 Uhr 30"
            }
        }

        // A number alone may be anything: "2 pizzas".
        if ((!hasMark && !isAnnounced) || minute > 59 || (half.Length > 0 ? hour is < 1 or > 12 : hour > 23))
        {
            return null;
        }

        position = at;
        return new TimeOnly(half.Length > 0 ? (hour % 12) + (half == "pm" ? 12 : 0) : hour, minute);
    }

    [GeneratedRegex("^(?<hour>[0-9]{1,2})([:.](?<minute>[0-9]{2}))?(?<half>am|pm)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clock();

    [GeneratedRegex("^((?<count>[0-9]{1,6}(\\.[0-9]{1,3})?)(?<unit>[a-z]{1,8}))+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amounts();
}
