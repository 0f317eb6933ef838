using System.Buffers;
using System.IO.Pipelines;

namespace BotPlatform.TestKit.Network;

/// <summary>One end of a <see cref="StreamPair"/>. Asynchronous only; one reader and one writer at a time.</summary>
public sealed class PairedStream : Stream
{
    private readonly PipeReader _incoming;
    private readonly PipeWriter _outgoing;

    // Closing gives the buffers back, so nobody may be reading from them at that moment.
    private readonly Lock _reading = new();
    private bool _isClosed;

    internal PairedStream(PipeReader incoming, PipeWriter outgoing)
    {
        _incoming = incoming;
        _outgoing = outgoing;
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Half close: the other end reads what was written and then the end; this end may go on reading.</summary>
    public void CloseWriting() => _outgoing.Complete();

    /// <summary>Like a reset: both ends fail with an <see cref="IOException"/>, also where they are waiting.</summary>
    public void Abort() => Close(new IOException("The connection was reset."));

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await OrIOException(() => _incoming.ReadAsync(cancellationToken));
        lock (_reading)
        {
            if (_isClosed)
            {
                throw Closed();
            }

            var taken = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
            taken.CopyTo(buffer.Span);
            _incoming.AdvanceTo(taken.End);
            return (int)taken.Length;
        }
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await OrIOException(() => _outgoing.WriteAsync(buffer, cancellationToken));
        if (result.IsCompleted || result.IsCanceled)
        {
            throw Closed();
        }
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        Close(reason: null);
        base.Dispose(disposing);
    }

    private void Close(IOException? reason)
    {
        lock (_reading)
        {
            _isClosed = true;
            _outgoing.CancelPendingFlush();
            _outgoing.Complete(reason);
            _incoming.CancelPendingRead();
            _incoming.Complete(reason);
        }
    }

    // A pipe whose own end is closed says so with another exception than a socket does.
    private static async ValueTask<T> OrIOException<T>(Func<ValueTask<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (InvalidOperationException e)
        {
            throw new IOException("This end is closed.", e);
        }
    }

    private static IOException Closed() => new("The connection is closed.");
}
