using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BotPlatform.BotSdk.Commands.Arguments;

namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>A time as people write it into a schedule.</summary>
/// <param name="Local">What clocks show.</param>
/// <param name="Offset">Theirs, when it was written too.</param>
internal sealed record WrittenTime(DateTime Local, TimeSpan? Offset)
{
    private static readonly string[] Locals = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <param name="name">Of the property, for people.</param>
    /// <param name="text">What is written there.</param>
    /// <exception cref="ScheduleException">It is no time, or none of the calendar.</exception>
    [return: NotNullIfNotNull(nameof(text))]
    public static WrittenTime? Read(string name, string? text) => Parse(name, text) is not { } time ? null
        : time.Local.Year is >= Calendar.FirstYear and <= Calendar.LastYear ? time
        : throw new ScheduleException(
            $"{name} is '{text}', which is out of the calendar: write a year from {Calendar.FirstYear} to {Calendar.LastYear}.");

    /// <summary>The same for an end: null also when it is behind the calendar, since people write 9999 for what never ends.</summary>
    /// <exception cref="ScheduleException">It is no time, or before the calendar.</exception>
    public static WrittenTime? ReadEnd(string name, string? text) =>
        Parse(name, text) is { Local.Year: > Calendar.LastYear } ? null : Read(name, text);

    /// <summary>The moment that is meant.</summary>
    public DateTimeOffset In(ZoneClock clock) =>
        Offset is { } offset ? new DateTimeOffset(Local, offset).ToUniversalTime() : clock.FirstOf(Local);

    /// <summary>What clocks in the zone show then.</summary>
    public DateTime LocalIn(ZoneClock clock) => Offset is null ? Local : clock.LocalOf(In(clock));

    private static WrittenTime? Parse(string name, string? text) => text is null ? null : Parse(text) ?? throw new ScheduleException(
        $"{name} is '{ShownText.Of(text)}', which is no time. "
        + "Write '2026-12-24T18:00' for the clocks of TimeZone, or '2026-12-24T18:00+01:00'.");

    private static WrittenTime? Parse(string text) =>
        DateTime.TryParseExact(text, Locals, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new WrittenTime(local, null)
            : DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                ? new WrittenTime(instant.DateTime, instant.Offset)
                : null;
}
