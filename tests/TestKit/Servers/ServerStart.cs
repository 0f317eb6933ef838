namespace BotPlatform.TestKit.Servers;

/// <summary>Starts servers that cannot pick a free port themselves.</summary>
public static class ServerStart
{
    /// <summary>Starts a server on free ports, and again on others when somebody takes one of them in between.</summary>
    /// <param name="count">How many ports.</param>
    /// <param name="start">Starts it on these ports.</param>
    /// <param name="untilReady">Until all ports are open; an <see cref="InvalidOperationException"/> when one was taken.</param>
    public static async Task<(ServerProcess Process, int[] Ports)> OnFreePortsAsync(
        int count, Func<int[], ServerProcess> start, Func<ServerProcess, Task> untilReady)
    {
        for (var attempt = 1; ; attempt++)
        {
            var ports = FreePorts.Take(count);
            var process = start(ports);
            try
            {
                await untilReady(process);
                return (process, ports);
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                await process.DisposeAsync();
            }
            catch
            {
                await process.DisposeAsync();
                throw;
            }
        }
    }
}
