using System.Buffers;
using System.Net;

namespace BotPlatform.ConnectyCube.Rest.Storage;

/// <summary>Bytes that are read from a stream while they are sent.</summary>
internal sealed class SourceContent(Stream source, long size, Action<long> sent) : HttpContent
{
    private const int BufferSize = 64 * 1024;

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var total = 0L;
            while (total < size)
            {
                var room = buffer.AsMemory(0, (int)Math.Min(buffer.Length, size - total));
                var count = await source.ReadAsync(room, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    throw new ConnectyCubeException($"The file ended after {total} of {size} bytes; the upload is not complete.")
                    {
                        Status = HttpStatusCode.BadRequest,
                    };
                }

                await stream.WriteAsync(room[..count], cancellationToken).ConfigureAwait(false);
                total += count;
                sent(total);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
