using System.Net;
using System.Net.Sockets;
using System.Text;
using BotPlatform.TestKit.Network;

namespace BotPlatform.TestKit.Tests.Network;

/// <summary>A server and its clients, with a proxy between them.</summary>
internal sealed class ProxiedPeers : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _sockets = [];

    public ProxiedPeers(TimeProvider? clock = null)
    {
        _listener.Start();
        Proxy = new FaultProxy(((IPEndPoint)_listener.LocalEndpoint).Port, clock);
    }

    public FaultProxy Proxy { get; }

    public void StopServer() => _listener.Stop();

    /// <summary>A new connection through the proxy: the client's end, the server's end, and what is between them.</summary>
    public async Task<(NetworkStream Client, NetworkStream Server, ProxiedConnection Connection)> ConnectAsync()
    {
        var number = Proxy.Connections.Count + 1;
        var client = await ClientAsync();
        var server = await _listener.AcceptTcpClientAsync(TestTimeout.Token);
        _sockets.Add(server);
        return (client, server.GetStream(), await Proxy.ConnectionAsync(number, TestTimeout.Token));
    }

    public async Task<NetworkStream> ClientAsync()
    {
        var client = new TcpClient { NoDelay = true };
        _sockets.Add(client);
        await client.ConnectAsync(IPAddress.Loopback, Proxy.Port, TestTimeout.Token);
        return client.GetStream();
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        _listener.Dispose();
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }
    }
}

/// <summary>What tests do with an end of a connection.</summary>
internal static class Ends
{
    public static async Task SayAsync(this NetworkStream stream, string text) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), TestTimeout.Token);

    public static async Task<string> HearAsync(this NetworkStream stream, int count)
    {
        var buffer = new byte[count];
        await stream.ReadExactlyAsync(buffer, TestTimeout.Token);
        return Encoding.UTF8.GetString(buffer);
    }

    /// <summary>Everything until the end, and whether the end was a reset.</summary>
    public static async Task<(string Text, bool IsReset)> HearToEndAsync(this NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, TestTimeout.Token) is > 0 and var count)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }

            return (text.ToString(), false);
        }
        catch (IOException)
        {
            return (text.ToString(), true);
        }
    }
}
