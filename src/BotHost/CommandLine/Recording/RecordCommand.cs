using System.CommandLine;
using BotPlatform.BotHost.CommandLine.RunningHosts;

namespace BotPlatform.BotHost.CommandLine.Recording;

/// <summary><c>record --out FILE.jsonl</c>: what the bots of a running host do, until Ctrl+C.</summary>
internal static class RecordCommand
{
    public static Command Create(string[] settings)
    {
        var file = new Option<string>("--out") { Description = "The file to write, a JSON object a line.", Required = true };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replaces a file that is there." };
        var account = new Option<string?>("--account") { Description = "Only what this account sees: its user id." };
        var dialog = new Option<string?>("--dialog") { Description = "Only what happens in this dialog: its id." };
        var host = AddressOption.Create("--host", "The web port of the host.", "http://127.0.0.1:5080");
        var key = new Option<FileInfo?>("--key-file")
        {
            Description = "A file with the key of the host; else it is taken from Admin__ApiKey in the environment.",
        };
        var command = new Command(
            "record",
            "Records which events the bots of a running host handle, and what they do, until Ctrl+C. The file holds what people wrote.")
        {
            file, overwrite, account, dialog, host, key,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var interrupt = new Interrupt(cancellationToken);
            var run = new RecordRun(
                parsed.GetRequiredValue(file),
                parsed.GetValue(overwrite),
                parsed.GetValue(account),
                parsed.GetValue(dialog),
                Console.Error);
            return await run.RunAsync(
                parsed.GetRequiredValue(host), () => AdminKey.Find(parsed.GetValue(key), settings), interrupt.Token);
        });
        return command;
    }
}
