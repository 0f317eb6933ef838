namespace BotPlatform.BotHost.Tests.Activity;

/// <summary>The system's clock, set forward or back: waits take the time that they take, and the hands show what a test wants.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));

    public void Shift(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}
