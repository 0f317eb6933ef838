namespace BotPlatform.TestKit;

/// <summary>How something begins that runs until it is disposed.</summary>
public static class Beginnings
{
    /// <summary>
    /// Takes the first steps with it, and disposes it when they fail: nobody gets it then, so nobody else would end its processes.
    /// </summary>
    public static async Task<T> BeginAsync<T>(this T started, Func<T, Task> steps)
        where T : IAsyncDisposable
    {
        try
        {
            await steps(started);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }
}
