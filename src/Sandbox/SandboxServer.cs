using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Sandbox;

/// <summary>
/// A development server that speaks ConnectyCube's REST interface and chat, in memory, on loopback only. Not for production:
/// its users and passwords are public knowledge.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private SandboxServer(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>The users who are there from the start.</summary>
    public static IReadOnlyList<SandboxUser> Users { get; } =
    [
        new(100, "bot", "bot-password"),
        new(101, "alice", "alice-password"),
        new(102, "bob", "bob-password"),
        new(103, "carol", "carol-password"),
        new(104, "dave", "dave-password"),
    ];

    /// <summary>The broadcast dialog that is there from the start; it belongs to <c>bot</c>.</summary>
    public static string BroadcastDialogId => "5f0000000000000000000b01";

    /// <summary>Where REST calls go: <c>http://127.0.0.1:port</c>, with the port that was picked.</summary>
    public Uri HttpUri { get; private init; } = new("http://127.0.0.1:5380");

    /// <summary>Where XMPP over WebSocket is: <c>ws://127.0.0.1:port/ws</c>.</summary>
    public Uri WebSocketUri { get; private init; } = new("ws://127.0.0.1:5380/ws");

    /// <summary>Where XMPP over TCP is: <c>xmpp://127.0.0.1:port</c>.</summary>
    public Uri XmppUri { get; private init; } = new("xmpp://127.0.0.1:5322");

    /// <summary>The certificate that STARTTLS shows, for clients that pin it.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Starts listening and returns when clients can connect.</summary>
    /// <exception cref="IOException">A port is in use; the message says which.</exception>
    public static Task<SandboxServer> StartAsync(
        SandboxOptions options, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default) =>
        StartAsync(options, loggerFactory, TimeProvider.System, cancellationToken);

    /// <summary>Starts listening, with a clock of one's own.</summary>
    /// <exception cref="IOException">A port is in use; the message says which.</exception>
    public static Task<SandboxServer> StartAsync(
        SandboxOptions options, ILoggerFactory? loggerFactory, TimeProvider time, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Closes the streams properly and stops listening, in a few seconds at most. Everything in memory is gone.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        Certificate.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync();
}
