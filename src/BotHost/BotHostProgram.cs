using BotPlatform.BotHost.CommandLine;

namespace BotPlatform.BotHost;

/// <summary>The host as a part of a program of your own, which adds its own bots.</summary>
public static class BotHostProgram
{
    /// <summary>Does what the command line says: runs the host, or one of its commands, such as <c>chat</c>.</summary>
    /// <param name="arguments">The command line; <c>--help</c> lists what can be written there.</param>
    /// <param name="configure">Adds bots, <c>services.AddBot&lt;MyBot&gt;("mine")</c>, and what they need.</param>
    /// <returns>The exit code of the process.</returns>
    public static Task<int> RunAsync(string[] arguments, Action<IServiceCollection>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return HostCommandLine.RunAsync(arguments, configure);
    }
}
