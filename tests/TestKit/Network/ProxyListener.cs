using System.Net;
using System.Net.Sockets;

namespace BotPlatform.TestKit.Network;

/// <summary>A loopback port that can stop and start to accept without being given up.</summary>
internal sealed class ProxyListener : IAsyncDisposable
{
    private readonly Func<Socket, Task> _accepted;
    private Socket _socket;
    private Task _accepting;

    public ProxyListener(Func<Socket, Task> accepted)
    {
        _accepted = accepted;
        _socket = Bind(port: 0);
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _accepting = AcceptAsync(_socket);
    }

    public int Port { get; }

    public async Task RefuseAsync()
    {
        await DisposeAsync();

        // A socket that is bound and does not listen refuses, and keeps the port from everybody else.
        _socket = Bind(Port);
    }

    public void Listen() => _accepting = AcceptAsync(_socket);

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _accepting;
    }

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private async Task AcceptAsync(Socket listener)
    {
        listener.Listen();
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Closed on purpose.
                return;
            }

            client.NoDelay = true;
            await _accepted(client);
        }
    }
}
