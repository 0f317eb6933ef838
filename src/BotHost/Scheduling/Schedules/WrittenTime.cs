using System.Diagnostics.CodeAnalysis;
using System.Globalization;

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
    /// <exception cref="ScheduleException">It is no time.</exception>
    [return: NotNullIfNotNull(nameof(text))]
    public static WrittenTime? Read(string name, string? text) => text is null ? null : Read(text) ?? throw new ScheduleException(
        $"{name} is '{text}', which is no time. Write '2026-12-24T18:00' for the clocks of TimeZone, or '2026-12-24T18:00+01:00'.");

    /// <summary>The moment that is meant.</summary>
    public DateTimeOffset In(ZoneClock clock) =>
        Offset is { } offset ? new DateTimeOffset(Local, offset).ToUniversalTime() : clock.FirstOf(Local);

    /// <summary>What clocks in the zone show then.</summary>
    public DateTime LocalIn(ZoneClock clock) => Offset is null ? Local : clock.LocalOf(In(clock));

    private static WrittenTime? Read(string text) =>
        DateTime.TryParseExact(text, Locals, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new WrittenTime(local, null)
            : DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                ? new WrittenTime(instant.DateTime, instant.Offset)
                : null;
}
