using System.Net.Sockets;

namespace BotPlatform.TestKit.Network;

/// <summary>Copies bytes from one socket to another, as long as nobody holds, swallows or counts them.</summary>
internal sealed class ProxiedDirection(
    Socket source, Socket destination, ProxiedConnection connection, FaultProxy proxy, Direction direction)
{
    private readonly Lock _gate = new();
    private readonly byte[] _buffer = new byte[LinkSpeed.LargestChunk];
    private TaskCompletionSource _released = Released();
    private (long Bytes, CutKind Kind)? _cut;
    private volatile bool _isSwallowing;

    public void Hold()
    {
        lock (_gate)
        {
            if (_released.Task.IsCompleted)
            {
                _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _released.TrySetResult();
        }
    }

    public void Swallow()
    {
        lock (_gate)
        {
            _isSwallowing = true;
            _released.TrySetResult();
        }
    }

    public void HalfClose()
    {
        Swallow();
        destination.Shutdown(SocketShutdown.Send);
    }

    public void CutAfter(long bytes, CutKind kind)
    {
        lock (_gate)
        {
            _cut = (bytes, kind);
        }
    }

    /// <summary>Ends when the source has said everything; throws when a socket fails and the other one should know.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (await ReceiveAsync(stopping) is > 0 and var count)
        {
            await DelayAsync(count, stopping);
            await WaitUntilReleasedAsync(stopping);
            var (forward, cut) = Decide(count);
            await ForwardAsync(_buffer.AsMemory(0, forward), stopping);
            if (cut is { } kind)
            {
                connection.Cut(kind);
            }
        }

        await WaitUntilReleasedAsync(stopping);
        if (!_isSwallowing)
        {
            destination.Shutdown(SocketShutdown.Send);
        }
    }

    private static TaskCompletionSource Released()
    {
        var released = new TaskCompletionSource();
        released.SetResult();
        return released;
    }

    private async Task<int> ReceiveAsync(CancellationToken stopping)
    {
        try
        {
            return await source.ReceiveAsync(_buffer.AsMemory(0, proxy.Speed.Chunk), stopping);
        }
        catch (SocketException) when (_isSwallowing)
        {
            // The other end does not hear of a reset either.
            return 0;
        }
    }

    private async Task DelayAsync(int count, CancellationToken stopping)
    {
        if (proxy.Speed.DelayOf(count) is var delay && delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, proxy.Clock, stopping);
        }
    }

    private Task WaitUntilReleasedAsync(CancellationToken stopping)
    {
        lock (_gate)
        {
            return _released.Task.WaitAsync(stopping);
        }
    }

    private async Task ForwardAsync(ReadOnlyMemory<byte> bytes, CancellationToken stopping)
    {
        // Counted first: whoever has heard them finds them counted.
        proxy.CountBytes(direction, bytes.Length);
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await destination.SendAsync(bytes, stopping)..];
            }
        }
        catch (SocketException) when (_isSwallowing)
        {
            // Closed for writing while a chunk was on its way.
        }
    }

    // How much of a chunk goes on, and whether the connection is cut behind it.
    private (int Forward, CutKind? Cut) Decide(int count)
    {
        lock (_gate)
        {
            if (_isSwallowing)
            {
                return (0, null);
            }

            if (_cut is not { } cut)
            {
                return (count, null);
            }

            if (count < cut.Bytes)
            {
                _cut = cut with { Bytes = cut.Bytes - count };
                return (count, null);
            }

            _cut = null;
            return ((int)cut.Bytes, cut.Kind);
        }
    }
}
