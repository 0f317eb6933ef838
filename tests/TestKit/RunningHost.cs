namespace BotPlatform.TestKit;

/// <summary>The built host in a process of its own, on free ports, as somebody would start it in an empty directory.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    /// <summary>Settings that let it pick its ports.</summary>
    public static readonly string[] FreePorts = ["--Urls=http://127.0.0.1:0", "--Sandbox:HttpPort=0", "--Sandbox:XmppPort=0"];

    private readonly TempDirectory _directory = new();
    private readonly string[] _arguments;
    private readonly IReadOnlyDictionary<string, string>? _environment;

    private RunningHost(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        (_arguments, _environment) = (arguments, environment);
        Process = Start();
    }

    /// <summary>The process; another one after <see cref="KillAsync"/> and <see cref="StartAgainAsync"/>.</summary>
    public ServerProcess Process { get; private set; }

    /// <summary>Its web port.</summary>
    public Uri Web { get; private set; } = new("http://127.0.0.1");

    /// <summary>REST at its sandbox, if it has one.</summary>
    public Uri? SandboxApi { get; private set; }

    /// <summary>XMPP over WebSocket at its sandbox, if it has one.</summary>
    public Uri? SandboxWebSocket { get; private set; }

    /// <summary>XMPP over TCP at its sandbox, if it has one.</summary>
    public Uri? SandboxTcp { get; private set; }

    /// <summary>Starts it and waits until it says that it runs.</summary>
    /// <param name="settings">Further settings, <c>--Section:Key=value</c>; a later one wins.</param>
    public static Task<RunningHost> StartAsync(params string[] settings) =>
        StartProgramAsync([Repository.BuiltProgram("BotHost"), .. FreePorts, .. settings]);

    /// <summary>The same on a machine that trusts nobody but one.</summary>
    /// <param name="rootFile">The certificate of whom it trusts, as PEM.</param>
    /// <param name="settings">As for <see cref="StartAsync"/>.</param>
    public static Task<RunningHost> StartTrustingAsync(string rootFile, params string[] settings) =>
        new RunningHost(
            [Repository.BuiltProgram("BotHost"), .. FreePorts, .. settings],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["SSL_CERT_FILE"] = rootFile })
            .BeginAsync(host => host.ReadGreetingAsync());

    /// <summary>Starts another program that runs the host, and waits until it says that it runs.</summary>
    /// <param name="arguments">The path of its assembly and everything that it is told.</param>
    public static Task<RunningHost> StartProgramAsync(params string[] arguments) =>
        new RunningHost(arguments).BeginAsync(host => host.ReadGreetingAsync());

    /// <summary>Ends it at once, as <c>kill -9</c> does: it has no time to tidy up.</summary>
    public async Task KillAsync()
    {
        await Process.SignalAsync("KILL");
        await Process.Exited.WaitAsync(TestTimeout.Token);
        await Process.DisposeAsync();
    }

    /// <summary>Starts it again in the same directory, with the same settings.</summary>
    /// <param name="further">Settings of this start alone.</param>
    /// <exception cref="InvalidOperationException">It ended before it said that it runs.</exception>
    public async Task StartAgainAsync(params string[] further)
    {
        await Process.DisposeAsync();
        Process = Start(further);
        await ReadGreetingAsync();
    }

    /// <summary>Runs the host's program to its end, in an empty directory.</summary>
    public static async Task<CommandResult> RunAsync(IEnumerable<string> arguments, params string[] input)
    {
        using var directory = new TempDirectory();
        return await Command.RunAsync(
            "dotnet", [Repository.BuiltProgram("BotHost"), .. arguments], directory.Path, input, TestTimeout.Token);
    }

    /// <summary>The terminal chat with these lines on its standard input.</summary>
    public Task<CommandResult> ChatAsync(string login, params string[] lines) =>
        RunAsync(["chat", login, "--url", SandboxApi!.GetLeftPart(UriPartial.Authority)], lines);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _directory.Dispose();
    }

    private ServerProcess Start(params string[] further) =>
        ServerProcess.Start("dotnet", [.. _arguments, .. further], _directory.Path, _environment);

    private async Task ReadGreetingAsync()
    {
        await Process.WaitForLineAsync("^Ctrl\\+C stops it", TestTimeout.Token);
        var web = await Process.WaitForLineAsync(@"^\s+host\s+(http\S+)/health/ready", TestTimeout.Token);
        Web = new Uri(web.Groups[1].Value);
        var sandbox = await Process.WaitForLineAsync(@"^\s+sandbox\s+(\S+)\s+(\S+)\s+(\S+)|^Ctrl\+C stops it", TestTimeout.Token);
        if (sandbox.Groups[1].Success)
        {
            SandboxApi = new Uri(sandbox.Groups[1].Value);
            SandboxWebSocket = new Uri(sandbox.Groups[2].Value);
            SandboxTcp = new Uri(sandbox.Groups[3].Value);
        }
    }
}
