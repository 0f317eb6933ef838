using System.CommandLine;
using BotPlatform.BotHost.CommandLine.RunningHosts;

namespace BotPlatform.BotHost.CommandLine.Announcements;

/// <summary><c>announce create|list|show|…</c>: the announcements of a running host.</summary>
internal sealed class AnnounceCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Writes JSON, for programs.", Recursive = true };
    private readonly Argument<string> _name = new("name") { Description = "The announcement." };
    private readonly Option<long?> _run = new("--run") { Description = "The number of a run; without it the latest." };
    private readonly RunningHostOptions _running;

    private AnnounceCommand(string[] settings) => _running = new RunningHostOptions(settings);

    /// <param name="settings">Command line settings, <c>--Section:Key=value</c>.</param>
    public static Command Create(string[] settings)
    {
        var announce = new AnnounceCommand(settings);
        var command = new Command("announce", "Makes announcements, shows them and what became of them, and stops them.")
        {
            announce._json,
            announce.Make("create", "Makes an announcement. Without a time it begins at once.", (run, new_, token) => run.CreateAsync(new_, token)),
            announce.Make("change", "Makes another thing of an announcement.", (run, new_, token) => run.ChangeAsync(new_, token)),
            announce.List(),
            announce.OfOne("show", "Shows an announcement, when it is due, and its latest run.", (run, name, token) => run.ShowAsync(name, token)),
            announce.OfOne("preview", "Says who would get it now, and what they would read.", (run, name, token) => run.PreviewAsync(name, token)),
            announce.Test(),
            announce.OfOne("pause", "Sends nothing of it until it is resumed.", (run, name, token) => run.ActAsync(name, "pause", token)),
            announce.OfOne("resume", "Goes on with it.", (run, name, token) => run.ActAsync(name, "resume", token)),
            announce.OfOne("cancel", "Stops it, and never sends it again.", (run, name, token) => run.ActAsync(name, "cancel", token)),
            announce.OfRun("stop", "Ends what is being sent of it. The schedule goes on.", (run, name, number, token) => run.StopAsync(name, number, token)),
            announce.OfRun("retry", "Tries those again who were refused or failed.", (run, name, number, token) => run.RetryAsync(name, number, token)),
            announce.Progress(),
            announce.Report(),
            announce.Audit(),
        };
        announce._running.AddTo(command);
        return command;
    }

    private Command Make(string name, string description, Func<AnnounceRun, NewAnnouncementOptions, CancellationToken, Task<int>> act)
    {
        var options = new NewAnnouncementArguments();
        var command = options.AddTo(new Command(name, description));
        Act(command, (run, parsed, cancellationToken) => act(run, options.Read(parsed), cancellationToken));
        return command;
    }

    private Command List()
    {
        var command = new Command("list", "Lists announcements.");
        Act(command, (run, _, cancellationToken) => run.ListAsync(cancellationToken));
        return command;
    }

    private Command OfOne(string name, string description, Func<AnnounceRun, string, CancellationToken, Task<int>> act)
    {
        var command = new Command(name, description) { _name };
        Act(command, (run, parsed, cancellationToken) => act(run, parsed.GetRequiredValue(_name), cancellationToken));
        return command;
    }

    private Command OfRun(string name, string description, Func<AnnounceRun, string, long?, CancellationToken, Task<int>> act)
    {
        var command = new Command(name, description) { _name, _run };
        Act(command, (run, parsed, cancellationToken) =>
            act(run, parsed.GetRequiredValue(_name), parsed.GetValue(_run), cancellationToken));
        return command;
    }

    private Command Test()
    {
        var to = new Option<string>("--to") { Description = "The id of the user who gets it: yourself.", Required = true };
        var command = new Command("test", "Sends it to one user, now.") { _name, to };
        Act(command, (run, parsed, cancellationToken) =>
            run.TestAsync(parsed.GetRequiredValue(_name), parsed.GetRequiredValue(to), cancellationToken));
        return command;
    }

    private Command Progress()
    {
        var follow = new Option<bool>("--follow") { Description = "Goes on until the run is over." };
        var command = new Command("progress", "Says how far a run is.") { _name, _run, follow };
        Act(command, async (run, parsed, cancellationToken) =>
        {
            using var interrupt = new Interrupt(cancellationToken);
            return await run.ProgressAsync(
                parsed.GetRequiredValue(_name), parsed.GetValue(_run), parsed.GetValue(follow), interrupt.Token);
        });
        return command;
    }

    private Command Report()
    {
        var csv = new Option<bool>("--csv") { Description = "Writes comma-separated values instead of JSON." };
        var state = new Option<string?>("--state") { Description = "Only recipients in these states, such as Refused,Failed." };
        var file = new Option<FileInfo?>("--out") { Description = "The file to write; without it, the terminal." };
        var command = new Command("report", "Says what became of each recipient of a run.") { _name, _run, csv, state, file };
        Act(command, (run, parsed, cancellationToken) => run.ReportAsync(
            parsed.GetRequiredValue(_name),
            parsed.GetValue(_run),
            parsed.GetValue(csv) ? "csv" : "json",
            parsed.GetValue(state),
            parsed.GetValue(file),
            cancellationToken));
        return command;
    }

    private Command Audit()
    {
        var name = new Argument<string?>("name") { Description = "Only of this announcement.", Arity = ArgumentArity.ZeroOrOne };
        var limit = new Option<int>("--limit") { Description = "At most so many, the latest.", DefaultValueFactory = _ => 100 };
        var command = new Command("audit", "Says who has done what to announcements, the latest first.") { name, limit };
        Act(command, (run, parsed, cancellationToken) => run.AuditAsync(parsed.GetValue(name), parsed.GetValue(limit), cancellationToken));
        return command;
    }

    private void Act(Command command, Func<AnnounceRun, ParseResult, CancellationToken, Task<int>> act) =>
        command.SetAction((parsed, cancellationToken) => _running.AskAsync(
            parsed,
            client => act(
                new AnnounceRun(
                    client,
                    new AnnounceOutput(Console.Out, parsed.GetValue(_json)),
                    new RunProgressLine(Console.Error, !Console.IsErrorRedirected),
                    TimeProvider.System),
                parsed,
                cancellationToken)));
}
