using System.Buffers;
using System.Runtime.InteropServices;

namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>The body of an answer, whole, in a borrowed buffer: what is read from it must be copied.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct AnswerBody : IDisposable
{
    private const int UsualSize = 16 * 1024;

    private readonly byte[] _buffer;
    private readonly int _length;

    private AnswerBody(byte[] buffer, int length) => (_buffer, _length) = (buffer, length);

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <exception cref="HttpRequestException">It is longer than the limit, in bytes, or it breaks off.</exception>
    public static async ValueTask<AnswerBody> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var promised = content.Headers.ContentLength;
        if (promised > limit)
        {
            throw TooLarge(limit);
        }

        var source = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent((int)(promised + 1 ?? UsualSize));   // with room for the read that finds the end
        var length = 0;
        try
        {
            while (await source.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                length += count;
                if (length > limit)
                {
                    throw TooLarge(limit);
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            return new AnswerBody(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static HttpRequestException TooLarge(int limit) =>
        new(HttpRequestError.ConfigurationLimitExceeded, $"The answer has more than {limit} bytes.");
}
