using BotPlatform.BotHost.Hosting;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>The default command: runs the host until it is told to stop.</summary>
internal static class RunHostCommand
{
    public static async Task<int> RunAsync(
        string[] settings, Action<IServiceCollection>? configure, CancellationToken cancellationToken)
    {
        try
        {
            await using var host = await BotHostApplication.StartAsync(settings, Console.Out, configure, cancellationToken);
            await host.Web.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception error) when (StartupProblems.Of(error) is { Count: > 0 } problems)
        {
            await Console.Error.WriteLineAsync("The host could not start:");
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync($"  {problem}");
            }

            return 1;
        }
    }
}
