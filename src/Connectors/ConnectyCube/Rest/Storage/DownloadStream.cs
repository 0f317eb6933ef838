using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.Contracts.Files;

namespace BotPlatform.ConnectyCube.Rest.Storage;

/// <summary>The content of an answer, counted, limited, watched, and with this library's exception when it breaks.</summary>
internal sealed class DownloadStream(
    RestCall call, HttpResponseMessage response, Stream source, ConnectyCubeOptions options, TimeProvider time,
    IProgress<FileProgress>? progress) : Stream
{
    private readonly long? _total = response.Content.Headers.ContentLength;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var deadline = new Deadline(options.RequestTimeout, time, cancellationToken);
        int count;
        try
        {
            count = await source.ReadAsync(buffer, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (RestErrors.IsOfTransport(e, cancellationToken))
        {
            throw RestErrors.Translate(call, e, options);
        }

        _read += count;
        if (_read > options.Rest.MaxDownloadBytes)
        {
            throw FileTransfers.TooLarge("download", options.Rest.MaxDownloadBytes, nameof(RestOptions.MaxDownloadBytes));
        }

        if (count > 0)
        {
            progress?.Report(new FileProgress(_read, _total));
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A download is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            response.Dispose();
        }

        base.Dispose(disposing);
    }
}
