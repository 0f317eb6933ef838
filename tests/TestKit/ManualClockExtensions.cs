namespace BotPlatform.TestKit;

/// <summary>Moves a clock while code under test arms one timer after the other.</summary>
public static class ManualClockExtensions
{
    /// <summary>Moves the clock on, step by step, until the task has ended in whatever way; fails at <see cref="TestTimeout"/>.</summary>
    public static async Task AdvanceUntilAsync(this ManualClock clock, TimeSpan step, Task task)
    {
        var limit = TestTimeout.Token;
        while (!task.IsCompleted)
        {
            limit.ThrowIfCancellationRequested();
            clock.Advance(step);

            // The consequences of a step may travel through real sockets, which no clock moves: others get their turn.
            await Task.Yield();
        }
    }
}
