using System.CommandLine;
using BotPlatform.BotHost.Admin.Parked;
using BotPlatform.BotHost.CommandLine.RunningHosts;

namespace BotPlatform.BotHost.CommandLine.Parked;

/// <summary><c>parked list|show|redrive|discard</c>: what bots could not handle, at a running host.</summary>
internal sealed class ParkedCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Writes JSON, for programs.", Recursive = true };
    private readonly Option<string?> _bot = new("--bot") { Description = "Only items of this bot." };
    private readonly Option<string?> _account = new("--account")
    {
        Description = "Only items that this account saw: network and id, such as connectycube/100.",
    };

    private readonly Option<bool> _yes = new("--yes") { Description = "Does not ask whether several items shall be discarded." };
    private readonly RunningHostOptions _running;

    private ParkedCommand(string[] settings) => _running = new RunningHostOptions(settings);

    /// <param name="settings">Command line settings, <c>--Section:Key=value</c>.</param>
    public static Command Create(string[] settings)
    {
        var parked = new ParkedCommand(settings);
        var command = new Command("parked", "Shows what bots could not handle, lets them try it again, or discards it.")
        {
            parked._json,
        };
        parked._running.AddTo(command);
        command.Subcommands.Add(parked.List());
        command.Subcommands.Add(parked.Show());
        command.Subcommands.Add(parked.Redrive());
        command.Subcommands.Add(parked.Discard());
        return command;
    }

    private Command List()
    {
        var dialog = new Option<string?>("--dialog") { Description = "Only items of this dialog." };
        var kind = new Option<string?>("--kind") { Description = "Only events of this kind, such as MessageReceived." };
        var since = TimeOption.Create("--since", "Only items that were parked, the last time, at this time or later.");
        var until = TimeOption.Create("--until", "Only items that were parked, the last time, before this time.");
        var limit = new Option<int>("--limit")
        {
            Description = "At most so many items.",
            DefaultValueFactory = _ => ParkedQuery.DefaultLimit,
        };
        var after = new Option<string?>("--after") { Description = "Goes on behind an earlier list, as that one says." };
        var command = new Command("list", "Lists parked items, the oldest first.")
        {
            _bot, _account, dialog, kind, since, until, limit, after,
        };
        Act(command, (run, parsed, cancellationToken) => run.ListAsync(
            new ParkedQuery
            {
                Bot = parsed.GetValue(_bot),
                Account = parsed.GetValue(_account),
                Dialog = parsed.GetValue(dialog),
                Kind = parsed.GetValue(kind),
                Since = parsed.GetValue(since),
                Until = parsed.GetValue(until),
                Limit = parsed.GetValue(limit),
                After = parsed.GetValue(after),
            },
            cancellationToken));
        return command;
    }

    private Command Show()
    {
        var number = new Argument<long>("number") { Description = "The item's number." };
        var command = new Command("show", "Shows a parked item: what happened, and how the bot failed.") { number };
        Act(command, (run, parsed, cancellationToken) => run.ShowAsync(parsed.GetValue(number), cancellationToken));
        return command;
    }

    private Command Redrive()
    {
        var which = new Which(this, "Lets the bot try all items of this dialog again, in its order.");
        var command = which.AddTo(new Command("redrive", "Lets bots try parked items again, behind what waits for them already."));
        Act(command, (run, parsed, cancellationToken) => which.DialogOf(parsed) is { } dialog
            ? run.RedriveAsync(dialog, cancellationToken)
            : run.RedriveAsync(which.NumbersOf(parsed), cancellationToken));
        return command;
    }

    private Command Discard()
    {
        var which = new Which(this, "Discards all items of this dialog.");
        var command = which.AddTo(new Command("discard", "Discards parked items for good.") { _yes });
        Act(command, (run, parsed, cancellationToken) => which.DialogOf(parsed) is { } dialog
            ? run.DiscardAsync(dialog, parsed.GetValue(_yes), cancellationToken)
            : run.DiscardAsync(which.NumbersOf(parsed), parsed.GetValue(_yes), cancellationToken));
        return command;
    }

    private void Act(Command command, Func<ParkedRun, ParseResult, CancellationToken, Task<int>> act) =>
        command.SetAction((parsed, cancellationToken) => _running.AskAsync(
            parsed, client => act(ParkedRun.AtTerminal(client, parsed.GetValue(_json)), parsed, cancellationToken)));

    /// <summary>The items of a command: by their numbers, or those of a dialog.</summary>
    private sealed class Which(ParkedCommand parked, string description)
    {
        private readonly Argument<long[]> _numbers = new("number")
        {
            Description = "The items' numbers.",
            Arity = ArgumentArity.ZeroOrMore,
        };

        private readonly Option<string?> _dialog = new("--dialog") { Description = description };

        public Command AddTo(Command command)
        {
            command.Arguments.Add(_numbers);
            command.Options.Add(_dialog);
            command.Options.Add(parked._bot);
            command.Options.Add(parked._account);
            command.Validators.Add(result =>
            {
                var hasDialog = result.GetResult(_dialog) is not null;
                if (hasDialog == result.GetResult(_numbers) is { Tokens.Count: > 0 })
                {
                    result.AddError("Give the numbers of items, or --dialog.");
                }
                else if (!hasDialog && (result.GetResult(parked._bot) ?? result.GetResult(parked._account)) is not null)
                {
                    result.AddError("--bot and --account go with --dialog.");
                }
            });
            return command;
        }

        public long[] NumbersOf(ParseResult parsed) => [.. parsed.GetRequiredValue(_numbers).Distinct()];

        public DialogItems? DialogOf(ParseResult parsed) => parsed.GetValue(_dialog) is { } dialog
            ? new DialogItems { Dialog = dialog, Bot = parsed.GetValue(parked._bot), Account = parsed.GetValue(parked._account) }
            : null;
    }
}
