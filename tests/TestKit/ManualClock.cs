using BotPlatform.BotSdk.Testing;

namespace BotPlatform.TestKit;

/// <summary>
/// The clock of the test kit for authors of bots, for tests of projects that know nothing of bots: it stands still until a test moves it.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    private readonly TestClock _clock;

    /// <summary>A clock that shows the first second of 2030, UTC, or another moment.</summary>
    public ManualClock(DateTimeOffset? start = null) => _clock = new(start ?? new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => _clock.LocalTimeZone;

    /// <inheritdoc />
    public override long TimestampFrequency => _clock.TimestampFrequency;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    /// <inheritdoc />
    public override long GetTimestamp() => _clock.GetTimestamp();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _clock.CreateTimer(callback, state, dueTime, period);

    /// <inheritdoc cref="TestClock.Advance"/>
    public void Advance(TimeSpan by) => _clock.Advance(by);

    /// <inheritdoc cref="TestClock.WaitForTimersAsync"/>
    public Task WaitForTimersAsync(int count, CancellationToken cancellationToken) => _clock.WaitForTimersAsync(count, cancellationToken);
}
