namespace BotPlatform.TestKit;

/// <summary>Waits for what cannot be waited for otherwise: it is looked at again and again, no longer than a test may take.</summary>
public static class Until
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns when it is so.</summary>
    /// <exception cref="TimeoutException">It was not so in time.</exception>
    public static Task TrueAsync(Func<bool> isSo) => TrueAsync(() => Task.FromResult(isSo()));

    /// <summary>Returns when it is so.</summary>
    /// <exception cref="TimeoutException">It was not so in time.</exception>
    public static async Task TrueAsync(Func<Task<bool>> isSo)
    {
        var limit = TestTimeout.Token;
        using var timer = new PeriodicTimer(Between);
        while (!await isSo())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"It was not so within {TestTimeout.Limit}.");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
