using System.CommandLine;
using BotPlatform.BotHost.CommandLine.HistoryExport;

namespace BotPlatform.BotHost.CommandLine;

/// <summary><c>history DIALOG --since TIME --out FILE.jsonl</c>: the messages of a dialog as JSON Lines.</summary>
internal static class HistoryCommand
{
    public static Command Create(string[] settings)
    {
        var dialog = new Argument<string>("dialog")
        {
            Description = "The dialog's id, or a user's number for the 1-1 dialog with that user.",
        };
        var since = new Option<DateTimeOffset>("--since")
        {
            Description = "Only messages of this time or later, such as 2026-03-01 or 2026-03-01T12:30:00Z; UTC unless it says otherwise.",
            Required = true,
            CustomParser = result => TimeOption.Read(result) ?? default,
        };
        var until = TimeOption.Create("--until", "Only messages before this time.");
        var file = new Option<string>("--out")
        {
            Description = "The file to write, a JSON object a line. An export that is there already is continued.",
            Required = true,
        };
        var overwrite = new Option<bool>("--overwrite") { Description = "Empties a file that is there, instead of continuing it." };
        var account = new Option<string?>("--account")
        {
            Description = "User id or login of the configured account that reads; needed when there are several.",
        };
        var command = new Command("history", "Exports the history of a ConnectyCube dialog. What was read stays unread.")
        {
            dialog, since, until, file, overwrite, account,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ExportRequest
            {
                Dialog = parsed.GetRequiredValue(dialog),
                Since = parsed.GetValue(since),
                Until = parsed.GetValue(until),
                File = parsed.GetRequiredValue(file),
                Overwrite = parsed.GetValue(overwrite),
                Account = parsed.GetValue(account),
            },
            settings,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ExportRequest request, string[] settings, CancellationToken cancellationToken)
    {
        using var interrupt = new Interrupt(cancellationToken);
        return await new HistoryRun(request, settings, Console.Error, !Console.IsErrorRedirected).RunAsync(interrupt.Token);
    }
}
