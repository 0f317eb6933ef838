using System.Net.Sockets;

namespace BotPlatform.TestKit.Network;

/// <summary>One connection through a <see cref="FaultProxy"/>, and everything that can happen to it.</summary>
public sealed class ProxiedConnection : IAsyncDisposable
{
    private readonly Socket _client;
    private readonly Socket _server;
    private readonly FaultProxy _proxy;
    private readonly ProxiedDirection _toServer;
    private readonly ProxiedDirection _toClient;
    private readonly CancellationTokenSource _over = new();
    private int _isOver;

    internal ProxiedConnection(Socket client, Socket server, FaultProxy proxy)
    {
        _client = client;
        _server = server;
        _proxy = proxy;
        _toServer = new ProxiedDirection(client, server, this, proxy, Direction.ToServer);
        _toClient = new ProxiedDirection(server, client, this, proxy, Direction.ToClient);
    }

    /// <summary>Ends when both sockets are closed. Never fails.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Cuts it now. Harmless when it has ended.</summary>
    public void Cut(CutKind kind = CutKind.Reset)
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
        {
            return;
        }

        _proxy.CountCut();
        if (kind == CutKind.Reset)
        {
            Reset();
        }
        else
        {
            HalfClose(Direction.ToServer);
            HalfClose(Direction.ToClient);
        }
    }

    /// <summary>Cuts it as soon as so many more bytes have been forwarded: in the middle of a stanza, if it falls so.</summary>
    public void CutAfter(Direction direction, long bytes, CutKind kind = CutKind.Reset)
    {
        if (bytes == 0)
        {
            Cut(kind);
            return;
        }

        At(direction).CutAfter(bytes, kind);
    }

    /// <summary>Stops one direction until <see cref="Release"/>. Nothing is lost: in the end the writer waits.</summary>
    public void Hold(Direction direction) => At(direction).Hold();

    /// <summary>Lets a held direction go on.</summary>
    public void Release(Direction direction) => At(direction).Release();

    /// <summary>Takes the bytes of one direction from now on and throws them away: a link that is dead one way.</summary>
    public void Swallow(Direction direction) => At(direction).Swallow();

    /// <summary>From now on all bytes are taken and thrown away, and nobody is told: a dead link.</summary>
    public void Blackhole()
    {
        Swallow(Direction.ToServer);
        Swallow(Direction.ToClient);
    }

    /// <summary>
    /// Ends one direction properly (FIN) while the other goes on. What is still written into the closed one is thrown away.
    /// </summary>
    public void HalfClose(Direction direction)
    {
        try
        {
            At(direction).HalfClose();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer was faster: there is nothing left to close.
        }
    }

    /// <summary>Resets it, without counting a cut, and waits until it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Ended.IsCompleted)
        {
            Reset();
            await Ended;
        }

        _over.Dispose();
    }

    /// <summary>The cut that a schedule planned for it.</summary>
    internal PlannedCut? Plan { get; private set; }

    internal bool IsOver => Volatile.Read(ref _isOver) != 0;

    internal void Start() => Ended = RunAsync();

    internal void Follow(PlannedCut plan)
    {
        Plan = plan;
        CutAfter(plan.Direction, plan.AfterBytes, plan.Kind);
    }

    private ProxiedDirection At(Direction direction) => direction == Direction.ToServer ? _toServer : _toClient;

    private async Task RunAsync()
    {
        await Task.WhenAll(EndTogetherAsync(_toServer), EndTogetherAsync(_toClient));
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _proxy.TakeBack(this);
        }

        _client.Dispose();
        _server.Dispose();
    }

    // A socket that fails takes the other one along, as a reset does.
    private async Task EndTogetherAsync(ProxiedDirection direction)
    {
        try
        {
            await direction.RunAsync(_over.Token);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Reset();
        }
    }

    private void Reset()
    {
        _over.Cancel();
        _client.Reset();
        _server.Reset();
    }
}
