namespace BotPlatform.ConnectyCube.Rest.Storage;

/// <summary>A file that is being read. Disposing it ends the transfer.</summary>
public sealed class FileDownload : IAsyncDisposable
{
    internal FileDownload(DownloadStream content, string? contentType, long? length) =>
        (Content, ContentType, Length) = (content, contentType, length);

    /// <summary>
    /// The content, to be read asynchronously. Reading throws <see cref="ConnectyCubeException"/> when the connection breaks or
    /// stands still, or when there is more than <see cref="RestOptions.MaxDownloadBytes"/>.
    /// </summary>
    public Stream Content { get; }

    /// <summary>The kind of the content as the storage says it; null when it does not.</summary>
    public string? ContentType { get; }

    /// <summary>Bytes; null when the storage does not say so.</summary>
    public long? Length { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
