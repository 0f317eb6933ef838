using System.Globalization;

namespace BotPlatform.TestKit.Servers;

/// <summary>
/// A real RabbitMQ server on free ports, in a directory of its own, with a port mapper (epmd) of its own. It listens on the loopback
/// interface only, and has the user <c>guest</c>, whose password is <c>guest</c>.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string Node = "test@localhost";
    private const string Programs = "/usr/lib/rabbitmq/bin";
    private const string LocalName = "localhost";
    private const string OnLoopback = "-kernel inet_dist_use_interface {127,0,0,1}";

    private readonly TempDirectory _directory = new();
    private ServerProcess? _portMapper;
    private int _portMapperPort;
    private readonly TestCertificates _certificates = new("BotPlatform test broker root");
    private int[] _ports = [];
    private ServerProcess? _process;
    private int _virtualHosts;

    private RabbitMqServer(string certifiedName)
    {
        File.WriteAllText(_directory.File("enabled_plugins"), "[].\n");
        File.WriteAllText(RootFile, _certificates.Root.ExportCertificatePem() + "\n");
        using var certificate = _certificates.Issue(Directory, "server", certifiedName, isLocal: certifiedName == LocalName);
    }

    /// <summary>Its process; null while it is stopped.</summary>
    public ServerProcess? Process => _process;

    /// <summary>How to reach what everybody shares: the virtual host <c>/</c>.</summary>
    public Uri Uri => Address("%2F");

    /// <summary>How to reach the same over TLS.</summary>
    public Uri TlsUri => new($"amqps://guest:guest@{LocalName}:{_ports[2]}/%2F");

    /// <summary>The certificate, as PEM, of who has signed the server's.</summary>
    public string RootFile => _directory.File("root.crt");

    internal string Directory => _directory.Path;

    /// <summary>Every port that it opens, those for its own tools included.</summary>
    internal IEnumerable<int> Ports => [_portMapperPort, .. _ports];

    private string Data => Path.Combine(Directory, "data");

    /// <summary>Makes one and starts it.</summary>
    /// <param name="certifiedName">For which name its certificate is.</param>
    public static Task<RabbitMqServer> StartAsync(string certifiedName = LocalName) => new RabbitMqServer(certifiedName).BeginAsync(async server =>
    {
        (server._portMapper, var ports) = await ServerStart.OnFreePortsAsync(count: 1, server.StartPortMapper, UntilPortIsMappedAsync);
        server._portMapperPort = ports[0];
        (server._process, server._ports) = await ServerStart.OnFreePortsAsync(count: 3, server.Start, WaitUntilReadyAsync);
    });

    /// <summary>How to reach a virtual host that nobody has used yet: what has the same name in another one is something else.</summary>
    public async Task<Uri> NewVirtualHostAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _virtualHosts)}");
        await ControlAsync("eval", $"""
            ok = rabbit_vhost:add(<<"{name}">>, <<"guest">>),
            rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"{name}">>, <<".*">>, <<".*">>, <<".*">>, <<"guest">>).
            """);
        return Address(name);
    }

    /// <summary>Runs <c>rabbitmqctl</c>, which takes half a second, and returns what it says.</summary>
    public async Task<string> ControlAsync(params string[] arguments)
    {
        var result = await Command.RunAsync(
            "env",
            [.. Environment().Select(v => $"{v.Key}={v.Value}"), $"{Programs}/rabbitmqctl", "-n", Node, "-q", .. arguments],
            Directory,
            [],
            TestTimeout.Token);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"rabbitmqctl failed:\n{result.Output}\n{result.Error}");
    }

    /// <summary>Stops it in its own way; durable queues and persistent messages stay.</summary>
    public Task StopAsync() => EndAsync(process => process.StopAsync());

    /// <summary>Kills it (SIGKILL), which it does not notice; what it has confirmed stays.</summary>
    public Task KillAsync() => EndAsync(process => process.SignalAsync("KILL"));

    /// <summary>Starts it again, on the same data and the same ports.</summary>
    public async Task StartAgainAsync()
    {
        _process = Start(_ports);
        await WaitUntilReadyAsync(_process);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (_portMapper is { } portMapper)
        {
            _portMapper = null;
            await portMapper.DisposeAsync();
        }

        _certificates.Dispose();
        _directory.Dispose();
    }

    private static async Task UntilPortIsMappedAsync(ServerProcess process) =>
        await process.WaitForLineAsync("entering the main select", TestTimeout.Token);

    // A server that finds a port taken ends by itself.
    private static async Task WaitUntilReadyAsync(ServerProcess process) =>
        await process.WaitForLineAsync("Server startup complete", TestTimeout.Token);

    private Uri Address(string virtualHost) => new($"amqp://guest:guest@127.0.0.1:{_ports[0]}/{virtualHost}");

    // It says when it listens only if it is asked twice.
    private ServerProcess StartPortMapper(int[] ports) =>
        ServerProcess.Start("epmd", ["-d", "-d", "-port", $"{ports[0]}", "-address", "127.0.0.1"], Directory);

    private ServerProcess Start(int[] ports)
    {
        var configuration = _directory.File("rabbitmq.conf");
        File.WriteAllText(configuration, $"""
            listeners.tcp.1 = 127.0.0.1:{ports[0]}
            listeners.ssl.1 = 127.0.0.1:{ports[2]}
            ssl_options.cacertfile = {RootFile}
            ssl_options.certfile = {_directory.File("server.crt")}
            ssl_options.keyfile = {_directory.File("server.key")}
            ssl_options.verify = verify_none
            vm_memory_high_watermark.absolute = 512MB
            disk_free_limit.absolute = 100MB
            log.console = true
            log.console.level = info
            log.file = false

            """);
        var environment = Environment();
        environment["RABBITMQ_DIST_PORT"] = $"{ports[1]}";
        return ServerProcess.Start($"{Programs}/rabbitmq-server", [], Directory, environment);
    }

    // Its secret (.erlang.cookie) is made in its home, where rabbitmqctl looks for it too. "Under systemd" means one process, which
    // stops on SIGTERM, instead of a shell around it. Erlang's busy waiting takes a whole core from the tests.
    private Dictionary<string, string> Environment() => new(StringComparer.Ordinal)
    {
        ["HOME"] = Directory,
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = $"{_portMapperPort}",
        ["ERL_CRASH_DUMP"] = _directory.File("crash.dump"),
        ["RUNNING_UNDER_SYSTEMD"] = "true",
        ["RABBITMQ_NODENAME"] = Node,
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_MNESIA_BASE"] = Data,
        ["RABBITMQ_LOG_BASE"] = Data,
        ["RABBITMQ_CONFIG_FILE"] = _directory.File("rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = _directory.File("advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _directory.File("enabled_plugins"),
        ["RABBITMQ_CTL_ERL_ARGS"] = OnLoopback,
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = $"{OnLoopback} +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
    };

    private async Task EndAsync(Func<ServerProcess, Task> tell)
    {
        if (_process is { } process)
        {
            _process = null;
            await tell(process);
            await process.Exited;
            await process.DisposeAsync();
        }
    }
}
