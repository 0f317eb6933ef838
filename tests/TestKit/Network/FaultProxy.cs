using System.Net;
using System.Net.Sockets;

namespace BotPlatform.TestKit.Network;

/// <summary>
/// Stands between clients and a real server on this machine, on a port of its own, and breaks their connections when it is told
/// to. Until then it forwards every byte. Ended connections stay in <see cref="Connections"/>.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly int _serverPort;
    private readonly ProxyListener _listener;
    private readonly List<ProxiedConnection> _connections = [];
    private TaskCompletionSource _connected = NewSignal();
    private CutSchedule? _schedule;
    private bool _admitsIntoBlackhole;
    private long _bytesToServer;
    private long _bytesToClient;
    private int _cuts;

    /// <summary>Starts to listen.</summary>
    /// <param name="serverPort">Where the server listens on 127.0.0.1.</param>
    /// <param name="clock">Moves the delays of <see cref="Speed"/>; the system's unless told.</param>
    public FaultProxy(int serverPort, TimeProvider? clock = null)
    {
        _serverPort = serverPort;
        Clock = clock ?? TimeProvider.System;
        _listener = new ProxyListener(ConnectAsync);
    }

    /// <summary>Where clients connect on 127.0.0.1, also after <see cref="RefuseAsync"/> and <see cref="Listen"/>.</summary>
    public int Port => _listener.Port;

    /// <summary>How slow every connection is from now on.</summary>
    public LinkSpeed Speed { get; set; } = LinkSpeed.Unlimited;

    /// <summary>All connections so far, in the order in which they came.</summary>
    public IReadOnlyList<ProxiedConnection> Connections
    {
        get
        {
            lock (_gate)
            {
                return [.. _connections];
            }
        }
    }

    /// <summary>How many bytes have been forwarded to the server.</summary>
    public long BytesToServer => Interlocked.Read(ref _bytesToServer);

    /// <summary>How many bytes have been forwarded to the clients.</summary>
    public long BytesToClient => Interlocked.Read(ref _bytesToClient);

    /// <summary>How many connections have been cut, at once or as planned.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    internal TimeProvider Clock { get; }

    /// <summary>The same address with the proxy's port.</summary>
    public Uri Through(Uri server) => new UriBuilder(server) { Host = "127.0.0.1", Port = Port }.Uri;

    /// <summary>Waits for the first, second, … connection.</summary>
    public async Task<ProxiedConnection> ConnectionAsync(int number, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task connected;
            lock (_gate)
            {
                if (_connections.Count >= number)
                {
                    return _connections[number - 1];
                }

                connected = _connected.Task;
            }

            await connected.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Cuts every live connection now.</summary>
    public void Cut(CutKind kind = CutKind.Reset)
    {
        foreach (var connection in Connections)
        {
            connection.Cut(kind);
        }
    }

    /// <summary>
    /// Cuts the next connections as planned, one cut for each. Connections that live already are left alone. A connection that ends
    /// by itself leaves its cut to the one that follows it.
    /// </summary>
    public void Follow(CutSchedule schedule)
    {
        lock (_gate)
        {
            _schedule = schedule;
        }
    }

    /// <summary>Every live connection is silently dead from now on; with <paramref name="andNew"/> every new one, too.</summary>
    public void Blackhole(bool andNew = false)
    {
        lock (_gate)
        {
            _admitsIntoBlackhole = andNew;
        }

        foreach (var connection in Connections)
        {
            connection.Blackhole();
        }
    }

    /// <summary>New connections work again after <c>Blackhole(andNew: true)</c>. What is dead stays dead.</summary>
    public void AdmitAgain()
    {
        lock (_gate)
        {
            _admitsIntoBlackhole = false;
        }
    }

    /// <summary>New connections are refused as if the server were not running. Live ones go on.</summary>
    public Task RefuseAsync() => _listener.RefuseAsync();

    /// <summary>Accepts again, on the same port.</summary>
    public void Listen() => _listener.Listen();

    /// <summary>Resets every connection and waits until all have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        foreach (var connection in Connections)
        {
            await connection.DisposeAsync();
        }
    }

    internal void CountBytes(Direction direction, int count) =>
        Interlocked.Add(ref direction == Direction.ToServer ? ref _bytesToServer : ref _bytesToClient, count);

    internal void CountCut() => Interlocked.Increment(ref _cuts);

    // The connection that follows may be there already.
    internal void TakeBack(ProxiedConnection ended)
    {
        lock (_gate)
        {
            if (ended.Plan is not { } cut)
            {
                return;
            }

            var next = _connections.SkipWhile(connection => connection != ended).Skip(1)
                .FirstOrDefault(connection => !connection.IsOver && connection.Plan is null);
            if (next is not null)
            {
                next.Follow(cut);
            }
            else
            {
                _schedule?.TakeBack(cut);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ConnectAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _serverPort));
        }
        catch (SocketException)
        {
            // The server is down: the client sees its new connection close.
            server.Dispose();
            client.Dispose();
            return;
        }

        Add(new ProxiedConnection(client, server, this));
    }

    private void Add(ProxiedConnection connection)
    {
        lock (_gate)
        {
            if (_admitsIntoBlackhole)
            {
                connection.Blackhole();
            }
            else if (_schedule?.Next() is { } cut)
            {
                connection.Follow(cut);
            }

            connection.Start();
            _connections.Add(connection);
            (var before, _connected) = (_connected, NewSignal());
            before.SetResult();
        }
    }
}
