using System.Buffers;

namespace BotPlatform.Xmpp.Streams;

/// <summary>Bytes that wait to be sent. It borrows its memory, and has none while it is empty: most streams are silent most of the time.</summary>
internal sealed class OutputBuffer : IBufferWriter<byte>
{
    private const int FirstBytes = 4096;
    private byte[] _bytes = [];

    public int WrittenCount { get; private set; }

    /// <summary>Valid until the next call.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, WrittenCount);

    /// <inheritdoc />
    public void Advance(int count) => WrittenCount += count;

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(WrittenCount);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(WrittenCount);
    }

    /// <summary>Takes back what was written last.</summary>
    public void Truncate(int count) => WrittenCount = count;

    /// <summary>Empties it and gives the memory back. Not while it is being sent.</summary>
    public void Clear()
    {
        WrittenCount = 0;
        Return(_bytes);
        _bytes = [];
    }

    private static void Return(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void MakeRoom(int sizeHint)
    {
        var needed = WrittenCount + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(2 * _bytes.Length, FirstBytes)));
        _bytes.AsSpan(0, WrittenCount).CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
    }
}
