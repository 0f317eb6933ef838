using System.Globalization;

namespace BotPlatform.TestKit.Servers;

/// <summary>
/// A real PostgreSQL server on a free port, in a directory of its own. Everybody on this machine may use it, under any name. It keeps
/// nothing for a power cut, which no test makes, unless it is told to; what is committed survives a kill.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "botplatform";

    private readonly TempDirectory _directory = new();
    private ServerProcess? _process;
    private readonly bool _survivesPowerCuts;
    private int _databases;

    private PostgresServer(bool survivesPowerCuts) => _survivesPowerCuts = survivesPowerCuts;

    /// <summary>Its process; null while it is stopped.</summary>
    public ServerProcess? Process => _process;

    private int Port { get; set; }

    private string Data => Path.Combine(_directory.Path, "data");

    /// <summary>Makes one and starts it.</summary>
    public static Task<PostgresServer> StartAsync() => StartAsync(survivesPowerCuts: false);

    /// <summary>Makes one and starts it.</summary>
    /// <param name="survivesPowerCuts">Whether a commit is on the disk when it is done, as in earnest, which takes its time.</param>
    public static Task<PostgresServer> StartAsync(bool survivesPowerCuts) => new PostgresServer(survivesPowerCuts).BeginAsync(async server =>
    {
        await server.InitializeAsync();
        (server._process, var ports) = await ServerStart.OnFreePortsAsync(count: 1, ports => server.Start(ports[0]), WaitUntilReadyAsync);
        server.Port = ports[0];
    });

    /// <summary>How to reach a database that nobody has used yet.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", $"{Port}", "-U", User, name);
        return $"Host=127.0.0.1;Port={Port};Username={User};Database={name};Timeout=5;Pooling=true;Maximum Pool Size=20";
    }

    /// <summary>Stops it; what is committed stays.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.SignalAsync("INT"); // does not wait for clients, as SIGTERM would
            await process.DisposeAsync();
        }
    }

    /// <summary>Ends it and all its processes at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            var id = await process.Id;
            var children = await File.ReadAllTextAsync($"/proc/{id}/task/{id}/children");
            await process.SignalAsync("KILL"); // first, so that it does not tidy up after the others
            foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                await Command.RunAsync("kill", ["-KILL", child], _directory.Path, [], TestTimeout.Token);
            }

            await process.Exited.WaitAsync(TestTimeout.Token);
            await process.DisposeAsync();
        }
    }

    /// <summary>Starts it again, on the same port.</summary>
    public async Task StartAgainAsync()
    {
        _process = Start(Port);
        await WaitUntilReadyAsync(_process);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Dispose();
    }

    private static string Program(string name) => Directory.EnumerateDirectories("/usr/lib/postgresql")
        .OrderByDescending(version => version, StringComparer.Ordinal)
        .Select(version => Path.Combine(version, "bin", name))
        .First(File.Exists);

    private static async Task WaitUntilReadyAsync(ServerProcess process)
    {
        var line = await process.WaitForLineAsync("ready to accept connections|(?<taken>could not bind)", TestTimeout.Token);
        if (line.Groups["taken"].Success)
        {
            throw new InvalidOperationException($"PostgreSQL found its port taken:\n{process.Output}");
        }
    }

    private async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("/bin/chown", "postgres", _directory.Path);
        }

        await RunAsync("initdb", "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
    }

    private ServerProcess Start(int port)
    {
        var (program, arguments) = AsPostgres("postgres",
        [
            "-D", Data, "-p", $"{port}", "-h", "127.0.0.1", "-c", "unix_socket_directories=", "-c", "shared_buffers=32MB",
            "-c", "max_connections=300",
            .. _survivesPowerCuts ? (string[])[] : ["-c", "fsync=off", "-c", "full_page_writes=off"],
        ]);
        return ServerProcess.Start(program, arguments, _directory.Path);
    }

    private async Task RunAsync(string name, params string[] arguments)
    {
        var (program, all) = name.StartsWith('/') ? (name, arguments) : AsPostgres(name, arguments);
        var result = await Command.RunAsync(program, all, _directory.Path, [], TestTimeout.Token);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"{name} failed:\n{result.Output}\n{result.Error}");
        }
    }

    // It refuses to run as root.
    private static (string Program, string[] Arguments) AsPostgres(string name, string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid", "postgres", "--regid", "postgres", "--clear-groups", Program(name), .. arguments])
            : (Program(name), arguments);
}
