using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Servers;
using BotPlatform.Xmpp;

namespace BotPlatform.Interop.Tests.Servers;

/// <summary>
/// A real XMPP server, Prosody, on free ports in a directory of its own. Beside <see cref="ChatServers.Host"/> it has hosts that
/// differ in how one logs in; each of those knows alice and bob.
/// </summary>
public sealed class ProsodyServer : IChatServer
{
    private static readonly string[] LoginHosts = ["sha256.test", "sha1.test", "plain.test", "expired.test", "misnamed.test"];

    private readonly TempDirectory _directory = new();
    private readonly TestCertificates _certificates = new("BotPlatform test root");
    private readonly Dictionary<string, X509Certificate2> _issued = new(StringComparer.Ordinal);
    private readonly TestUsers _users = new();
    private int[] _ports = [];
    private ServerProcess? _process;

    /// <summary>Trusts the certificates of all hosts.</summary>
    public X509Certificate2Collection Roots => [_certificates.Root];

    /// <summary>Where a way in listens.</summary>
    public Uri Address(WayIn wayIn) => wayIn.Address(_ports);

    /// <summary>The fingerprint to pin.</summary>
    public string CertificateSha256(string host) => _issued[host].GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>The options of a user of one of the hosts, with our root trusted.</summary>
    public XmppClientOptions Options(WayIn wayIn, string host, string user = "alice") => new()
    {
        Server = Address(wayIn),
        Host = host,
        Credentials = XmppCredentials.Of(user, TestUsers.PasswordOf(user)),
        TrustedRoots = Roots,
        Reconnect = XmppReconnect.Never,
    };

    /// <inheritdoc />
    public XmppClientOptions Options(string user, WayIn wayIn = WayIn.StartTls) => Options(wayIn, ChatServers.Host, user);

    /// <inheritdoc />
    public string NewUser() => _users.Take();

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        WriteCertificates();
        WriteUsers();
        (_process, _ports) = await ServerStart.OnFreePortsAsync(count: 4, Start, WaitUntilReadyAsync);
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

    private static async Task WaitUntilReadyAsync(ServerProcess process)
    {
        foreach (var service in new[] { "c2s", "c2s_direct_tls", "http", "https" })
        {
            var line = await process.WaitForLineAsync(
                $"Activated service '{service}' on (?<where>.*)|(?<failed>Failed to open server port)", TestTimeout.Token);
            if (line.Groups["failed"].Success || line.Groups["where"].Value == "no ports")
            {
                throw new InvalidOperationException($"Prosody found a port taken:\n{process.Output}");
            }
        }
    }

    private ServerProcess Start(int[] ports) => ServerProcess.Start(
        "prosody",
        ["--config", Repository.File("tests", "Interop.Tests", "Servers", "prosody.cfg.lua"), "-F"],
        _directory.Path,
        new Dictionary<string, string>
        {
            ["TEST_DIRECTORY"] = _directory.Path,
            ["TEST_STARTTLS_PORT"] = $"{ports[0]}",
            ["TEST_DIRECT_TLS_PORT"] = $"{ports[1]}",
            ["TEST_WS_PORT"] = $"{ports[2]}",
            ["TEST_WSS_PORT"] = $"{ports[3]}",
        });

    private void WriteCertificates()
    {
        var directory = Path.GetDirectoryName(_directory.File("certificates", "any"))!;
        foreach (var host in LoginHosts.Append(ChatServers.Host))
        {
            var name = host == "misnamed.test" ? "somebody-else.test" : host;
            _issued[host] = _certificates.Issue(directory, host, name, expired: host == "expired.test");
        }
    }

    // Prosody hashes a plain password at the first login.
    private void WriteUsers()
    {
        IEnumerable<(string Host, string User)> users =
        [
            .. LoginHosts.SelectMany(host => new[] { (host, "alice"), (host, "bob") }),
            .. TestUsers.Names.Select(user => (ChatServers.Host, user)),
        ];
        foreach (var (host, user) in users)
        {
            var file = _directory.File("data", host.Replace(".", "%2e", StringComparison.Ordinal), "accounts", $"{user}.dat");
            File.WriteAllText(file, $$"""return { ["password"] = "{{TestUsers.PasswordOf(user)}}" };""");
        }
    }
}
