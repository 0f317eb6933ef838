using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;

namespace BotPlatform.Interop.Tests.Prosody;

/// <summary>
/// A real XMPP server, Prosody, on free ports in a directory of its own. Each of its hosts knows alice and bob, whose passwords are
/// their names with <c>-password</c>.
/// </summary>
public sealed class ProsodyServer : IAsyncLifetime, IDisposable
{
    private static readonly string[] Hosts = ["sha256.test", "sha1.test", "plain.test", "expired.test", "misnamed.test"];
    private static readonly string[] Users = ["alice", "bob"];

    private readonly TempDirectory _directory = new();
    private readonly TestCertificates _certificates = new("BotPlatform test root");
    private readonly Dictionary<string, X509Certificate2> _issued = new(StringComparer.Ordinal);
    private int[] _ports = [];
    private ServerProcess? _process;

    /// <summary>Trusts the certificates of all hosts.</summary>
    public X509Certificate2Collection Roots => [_certificates.Root];

    /// <summary>Where a way in listens.</summary>
    public Uri Address(WayIn wayIn) => wayIn switch
    {
        WayIn.StartTls => new Uri($"xmpp://127.0.0.1:{_ports[0]}"),
        WayIn.DirectTls => new Uri($"xmpps://127.0.0.1:{_ports[1]}"),
        WayIn.WebSocket => new Uri($"ws://127.0.0.1:{_ports[2]}/xmpp-websocket"),
        _ => new Uri($"wss://127.0.0.1:{_ports[3]}/xmpp-websocket"),
    };

    /// <summary>The fingerprint to pin.</summary>
    public string CertificateSha256(string host) => _issued[host].GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>The options of a user of one of the hosts, with our root trusted.</summary>
    public XmppClientOptions Options(WayIn wayIn, string host, string user = "alice") => new()
    {
        Server = Address(wayIn),
        Host = host,
        Username = user,
        Password = $"{user}-password",
        TrustedRoots = Roots,
    };

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        WriteCertificates();
        WriteUsers();
        for (var attempt = 1; ; attempt++)
        {
            _ports = FreePorts.Take(4);
            _process = Start();
            try
            {
                await WaitUntilReadyAsync(_process);
                return;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody took one of the ports in between.
                await _process.DisposeAsync();
            }
        }
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

    private ServerProcess Start() => ServerProcess.Start(
        "prosody",
        ["--config", Repository.File("tests", "Interop.Tests", "Prosody", "prosody.cfg.lua"), "-F"],
        _directory.Path,
        new Dictionary<string, string>
        {
            ["TEST_DIRECTORY"] = _directory.Path,
            ["TEST_STARTTLS_PORT"] = $"{_ports[0]}",
            ["TEST_DIRECT_TLS_PORT"] = $"{_ports[1]}",
            ["TEST_WS_PORT"] = $"{_ports[2]}",
            ["TEST_WSS_PORT"] = $"{_ports[3]}",
        });

    private void WriteCertificates()
    {
        var directory = Path.GetDirectoryName(_directory.File("certificates", "any"))!;
        foreach (var host in Hosts)
        {
            var name = host == "misnamed.test" ? "somebody-else.test" : host;
            _issued[host] = _certificates.Issue(directory, host, name, expired: host == "expired.test");
        }
    }

    // Prosody hashes a plain password at the first login.
    private void WriteUsers()
    {
        foreach (var (host, user) in Hosts.SelectMany(_ => Users, (host, user) => (host, user)))
        {
            var file = _directory.File("data", host.Replace(".", "%2e", StringComparison.Ordinal), "accounts", $"{user}.dat");
            File.WriteAllText(file, $$"""return { ["password"] = "{{user}}-password" };""");
        }
    }
}
