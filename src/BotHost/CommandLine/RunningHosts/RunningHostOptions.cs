using System.CommandLine;

namespace BotPlatform.BotHost.CommandLine.RunningHosts;

/// <summary>Which running host a command and its subcommands ask, and with which key.</summary>
/// <param name="settings">Command line settings, <c>--Section:Key=value</c>.</param>
internal sealed class RunningHostOptions(string[] settings)
{
    private readonly Option<Uri> _host = AddressOption.Create(
        "--host", "The web port of the running host, as it prints it.", "http://127.0.0.1:5080");

    private readonly Option<FileInfo?> _keyFile = new("--key-file")
    {
        Description = "A file that holds the host's Admin:ApiKey. Without it, the environment variable Admin__ApiKey counts.",
        Recursive = true,
    };

    /// <summary>Adds them to a command, for its subcommands too.</summary>
    public void AddTo(Command command)
    {
        _host.Recursive = true;
        command.Options.Add(_host);
        command.Options.Add(_keyFile);
    }

    /// <summary>Asks the host, from the question to the exit code.</summary>
    public Task<int> AskAsync(ParseResult parsed, Func<AdminClient, Task<int>> act) =>
        AdminClient.RunAsync(parsed.GetRequiredValue(_host), parsed.GetValue(_keyFile), settings, act);
}
