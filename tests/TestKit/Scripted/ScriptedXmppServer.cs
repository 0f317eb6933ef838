using System.Net;
using System.Net.Sockets;
using BotPlatform.TestKit.Network;

namespace BotPlatform.TestKit.Scripted;

/// <summary>
/// A server that says exactly what a test tells it to, byte for byte, on one connection after the other. Its own methods talk to
/// the latest connection; <see cref="Current"/> can be kept to talk to an older one.
/// </summary>
public sealed class ScriptedXmppServer : IAsyncDisposable
{
    /// <summary>How a server opens a stream.</summary>
    public const string Header =
        "<?xml version='1.0'?><stream:stream from='localhost' id='s1' version='1.0' xmlns='jabber:client' "
        + "xmlns:stream='http://etherx.jabber.org/streams'>";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<ScriptedConnection> _connections = [];

    /// <summary>Listens on a free port of this machine.</summary>
    public ScriptedXmppServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Where it listens, without encryption.</summary>
    public Uri Address => new($"xmpp://127.0.0.1:{Port}");

    /// <summary>How many connections it has accepted.</summary>
    public int Connections => _connections.Count;

    /// <summary>The latest connection.</summary>
    public ScriptedConnection Current => _connections[^1];

    /// <summary>Waits for the next connection over TCP, which becomes <see cref="Current"/>.</summary>
    public async Task<ScriptedConnection> AcceptAsync()
    {
        var client = await _listener.AcceptTcpClientAsync(TestTimeout.Token);
        client.NoDelay = true;
        return Add(new ScriptedConnection(client.GetStream(), client.Client.Reset));
    }

    /// <summary>Takes the server's end of a pair in memory as the next connection, which becomes <see cref="Current"/>.</summary>
    public ScriptedConnection Accept(StreamPair pair) => Add(new ScriptedConnection(pair.Server, pair.Abort));

    /// <inheritdoc cref="ScriptedConnection.SendAsync(string)"/>
    public Task SendAsync(string text) => Current.SendAsync(text);

    /// <inheritdoc cref="ScriptedConnection.SendAsync(byte[])"/>
    public Task SendAsync(byte[] bytes) => Current.SendAsync(bytes);

    /// <inheritdoc cref="ScriptedConnection.ExpectAsync"/>
    public Task<string> ExpectAsync(string text) => Current.ExpectAsync(text);

    /// <inheritdoc cref="ScriptedConnection.ExpectElementAsync"/>
    public Task<string> ExpectElementAsync(string pattern) => Current.ExpectElementAsync(pattern);

    /// <summary>Accepts the next connection and plays a whole login on it (<see cref="Logins.LogInAsync"/>).</summary>
    public async Task<ScriptedConnection> LogInAsync(bool streamManagement = false, string? resumeId = null)
    {
        var connection = await AcceptAsync();
        await connection.LogInAsync(streamManagement, resumeId);
        return connection;
    }

    /// <inheritdoc cref="ScriptedConnection.Cut"/>
    public void Cut() => Current.Cut();

    /// <inheritdoc cref="ScriptedConnection.Reset"/>
    public void Reset() => Current.Reset();

    /// <summary>Stops listening and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    private ScriptedConnection Add(ScriptedConnection connection)
    {
        _connections.Add(connection);
        return connection;
    }
}
