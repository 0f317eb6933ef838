using System.CommandLine;
using BotPlatform.BotHost.Hosting;
using BotPlatform.Bots;

namespace BotPlatform.BotHost.CommandLine.Recording;

/// <summary><c>replay FILE.jsonl</c>: the bots of this program over a recording, and what they do differently.</summary>
internal static class ReplayCommand
{
    public static Command Create(string[] settings, Action<IServiceCollection>? configure)
    {
        var file = new Argument<string>("file") { Description = "What the command record has written." };
        var bot = new Option<string?>("--bot") { Description = "Only what this bot handled; all of them when nothing is said." };
        var command = new Command(
            "replay",
            "Runs the bots of this program over a recording, sends nothing, and shows what they do differently; exit code 0 for nothing.")
        {
            file, bot,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var interrupt = new Interrupt(cancellationToken);
            var run = new ReplayRun(parsed.GetRequiredValue(file), parsed.GetValue(bot), Console.Out, Console.Error);
            return await run.RunAsync(
                services =>
                {
                    AddBots(services, settings);
                    configure?.Invoke(services);
                },
                interrupt.Token);
        });
        return command;
    }

    // As the host has them, with its settings, but without what runs beside them, and without the assistant, whose model costs money.
    private static void AddBots(IServiceCollection services, string[] settings)
    {
        var configuration = BotHostApplication.CreateBuilder(settings).Configuration;
        configuration["Bots:assistant:Key"] = null;
        services.AddSingleton<IConfiguration>(configuration).AddBots(configuration);
    }
}
