using BotPlatform.TestKit;
using BotPlatform.TestKit.Servers;
using BotPlatform.Xmpp;

namespace BotPlatform.Interop.Tests.Servers;

/// <summary>
/// A real XMPP server, ejabberd, on free ports in a directory of its own. It runs as an Erlang node without a name, so it needs
/// no port mapper, no cookie and no user of its own. Erlang's busy waiting takes a whole core from the tests.
/// </summary>
public sealed class EjabberdServer : IChatServer
{
    private readonly TempDirectory _directory = new();
    private readonly TestCertificates _certificates = new("BotPlatform test root");
    private readonly TestUsers _users = new();
    private int[] _ports = [];
    private ServerProcess? _process;

    /// <inheritdoc />
    public XmppClientOptions Options(string user, WayIn wayIn = WayIn.StartTls) => new()
    {
        Server = wayIn.Address(_ports),
        Host = ChatServers.Host,
        Credentials = XmppCredentials.Of(user, TestUsers.PasswordOf(user)),
        Reconnect = XmppReconnect.Never,
        TrustedRoots = [_certificates.Root],
    };

    /// <inheritdoc />
    public string NewUser() => _users.Take();

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        var certificate = _directory.File("certificates", ChatServers.Host);
        _certificates.Issue(Path.GetDirectoryName(certificate)!, ChatServers.Host, ChatServers.Host).Dispose();
        (_process, _ports) = await ServerStart.OnFreePortsAsync(
            count: 4, Start, process => process.WaitForLineAsync("^users registered$", TestTimeout.Token));
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _certificates.Dispose();
        _directory.Dispose();
    }

    private ServerProcess Start(int[] ports)
    {
        var configuration = WriteConfiguration(ports);
        var database = Path.GetDirectoryName(_directory.File($"database-{ports[0]}", "any"))!;
        return ServerProcess.Start(
            "erl",
            ["+S", "2:2", "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none", "-noinput", "-mnesia", "dir", $"\"{database}\"", "-eval", RegisterUsers()],
            _directory.Path,
            new Dictionary<string, string>
            {
                ["HOME"] = _directory.Path,
                ["ERL_LIBS"] = Libraries(),
                ["ERL_CRASH_DUMP"] = _directory.File("crash.dump"),
                ["EJABBERD_CONFIG_PATH"] = configuration,
                ["EJABBERD_LOG_PATH"] = _directory.File("ejabberd.log"),
            });
    }

    // What differs between two starts; the rest is included.
    private string WriteConfiguration(int[] ports)
    {
        var file = _directory.File("ejabberd.yml");
        File.WriteAllText(file, $"""
            define_macro:
              STARTTLS_PORT: {ports[0]}
              DIRECT_TLS_PORT: {ports[1]}
              WS_PORT: {ports[2]}
              WSS_PORT: {ports[3]}
            certfiles:
              - "{_directory.File("certificates", ChatServers.Host)}.crt"
              - "{_directory.File("certificates", ChatServers.Host)}.key"
            include_config_file: "{Repository.File("tests", "Interop.Tests", "Servers", "ejabberd.yml")}"
            """);
        return file;
    }

    // Ends with a line on standard output; a node that cannot start ejabberd ends instead.
    private static string RegisterUsers()
    {
        var users = string.Join(',', TestUsers.Names.Select(u => $"{{<<\"{u}\">>,<<\"{TestUsers.PasswordOf(u)}\">>}}"));
        return "{ok, _} = application:ensure_all_started(ejabberd), "
            + $"[ok = ejabberd_auth:try_register(U, <<\"{ChatServers.Host}\">>, P) || {{U, P}} <- [{users}]], "
            + "io:format(\"users registered~n\").";
    }

    // Debian keeps Erlang's libraries in the directory of the machine's architecture.
    private static string Libraries() =>
        Directory.GetDirectories("/usr/lib", "*-linux-gnu*").First(d => Directory.GetDirectories(d, "ejabberd-*").Length > 0);
}
