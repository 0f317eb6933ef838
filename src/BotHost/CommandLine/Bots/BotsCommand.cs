using System.CommandLine;
using BotPlatform.BotHost.Admin.Bots;
using BotPlatform.BotHost.CommandLine.RunningHosts;
using BotPlatform.BotHost.Plugins;

namespace BotPlatform.BotHost.CommandLine.Bots;

/// <summary><c>bots list|reload|enable|disable|set|unset</c>: the bots of a running host.</summary>
internal sealed class BotsCommand
{
    private readonly Option<string?> _account = new("--account")
    {
        Description = "Only for this account: network and id, such as connectycube/100.",
    };

    private readonly Option<string?> _dialog = new("--dialog") { Description = "Only in this dialog." };
    private readonly Argument<string> _name = new("name") { Description = "The bot." };
    private readonly Argument<string> _key = new("key") { Description = "Which setting, such as Words:0." };
    private readonly RunningHostOptions _running;

    private BotsCommand(string[] settings) => _running = new RunningHostOptions(settings);

    /// <param name="settings">Command line settings, <c>--Section:Key=value</c>.</param>
    public static Command Create(string[] settings)
    {
        var bots = new BotsCommand(settings);
        var value = new Argument<string>("value") { Description = "Its value." };
        var command = new Command("bots", "Shows the bots of a host, switches them on and off, sets them, and loads plug-ins again.")
        {
            bots.List(),
            bots.Reload(),
            bots.Change("enable", "Switches a bot on.", [], _ => ("Enabled", "true")),
            bots.Change("disable", "Switches a bot off: it gets nothing, and its commands are not known.", [], _ => ("Enabled", "false")),
            bots.Change(
                "set", "Sets something for a bot.", [bots._key, value],
                parsed => (parsed.GetRequiredValue(bots._key), parsed.GetRequiredValue(value))),
            bots.Change("unset", "Forgets what was set.", [bots._key], parsed => (parsed.GetRequiredValue(bots._key), null)),
        };
        bots._running.AddTo(command);
        return command;
    }

    private Command List()
    {
        var command = new Command("list", "Lists bots and plug-ins.");
        Act(command, async (client, _, cancellationToken) =>
            BotsOutput.Write(await client.GetAsync<BotList>("bots", cancellationToken), Console.Out));
        return command;
    }

    private Command Reload()
    {
        var plugin = new Argument<string>("name") { Description = "The plug-in: the name of its folder." };
        var command = new Command("reload", "Loads what is in the folder of a plug-in now.") { plugin };
        Act(command, async (client, parsed, cancellationToken) =>
        {
            var name = Uri.EscapeDataString(parsed.GetRequiredValue(plugin));
            var status = await client.PostAsync<PluginStatus>($"plugins/{name}/reload", null, cancellationToken);
            await Console.Out.WriteLineAsync($"{status.Name} {status.Version} runs, with {string.Join(", ", status.Bots)}.");
        });
        return command;
    }

    private Command Change(string name, string description, Argument[] arguments, Func<ParseResult, (string Key, string? Value)> read)
    {
        var command = new Command(name, description) { _name, _account, _dialog };
        foreach (var argument in arguments)
        {
            command.Arguments.Add(argument);
        }

        Act(command, (client, parsed, cancellationToken) =>
        {
            var (key, value) = read(parsed);
            return client.PostAsync(
                $"bots/{Uri.EscapeDataString(parsed.GetRequiredValue(_name))}/settings",
                new SettingChange
                {
                    Key = key,
                    Value = value,
                    Account = parsed.GetValue(_account),
                    Dialog = parsed.GetValue(_dialog),
                },
                cancellationToken);
        });
        return command;
    }

    private void Act(Command command, Func<AdminClient, ParseResult, CancellationToken, Task> act) =>
        command.SetAction((parsed, cancellationToken) => _running.AskAsync(
            parsed,
            async client =>
            {
                await act(client, parsed, cancellationToken);
                return 0;
            }));
}
