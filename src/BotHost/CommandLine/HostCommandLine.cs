using System.CommandLine;
using BotPlatform.BotHost.CommandLine.Announcements;
using BotPlatform.BotHost.CommandLine.Bots;
using BotPlatform.BotHost.CommandLine.Parked;
using BotPlatform.BotHost.CommandLine.Recording;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>What can be written after <c>BotHost</c>.</summary>
internal static class HostCommandLine
{
    /// <param name="arguments">All of it.</param>
    /// <param name="configure">Further bots, and what they need; null for none.</param>
    /// <returns>The exit code of the process.</returns>
    public static Task<int> RunAsync(string[] arguments, Action<IServiceCollection>? configure)
    {
        var settings = SettingArguments.Take(arguments, out var rest);
        var root = new RootCommand(
            "Runs the bots. Without a command: the host, with everything it needs in one process. Settings follow as "
            + $"--Section:Key=value, in the sections {string.Join(", ", SettingArguments.Sections)}.");
        root.SetAction((_, cancellationToken) => RunHostCommand.RunAsync(settings, configure, cancellationToken));
        root.Subcommands.Add(ChatCommand.Create(settings));
        root.Subcommands.Add(HistoryCommand.Create(settings));
        root.Subcommands.Add(ParkedCommand.Create(settings));
        root.Subcommands.Add(RecordCommand.Create(settings));
        root.Subcommands.Add(ReplayCommand.Create(settings, configure));
        root.Subcommands.Add(BotsCommand.Create(settings));
        root.Subcommands.Add(AnnounceCommand.Create(settings));

        // Each command ends in its own way and its own time.
        return root.Parse(rest).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }
}
