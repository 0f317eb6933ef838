using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;

namespace BotPlatform.Connectors;

/// <summary>
/// The ability to store files at the network and to read those that others stored. It needs no connection, so that it works in
/// every host that has the account. A file is in memory a buffer at a time.
/// </summary>
public interface IStoresFiles
{
    /// <summary>Stores a file, and says how a message carries it.</summary>
    /// <param name="file">What it is.</param>
    /// <param name="content">Read once, from where it stands; it stays open. A broken upload is not repeated.</param>
    /// <param name="progress">Told after each buffer; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorRefusedException">The network refuses, for example because the file is too large.</exception>
    /// <exception cref="ConnectorException">The network cannot be reached.</exception>
    Task<Attachment> UploadAsync(
        FileToSend file, Stream content, IProgress<FileProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Begins to read a file. Disposing the stream ends the transfer; reading throws when the connection breaks.</summary>
    /// <exception cref="ConnectorRefusedException">There is no such file, or the attachment is no stored file.</exception>
    /// <exception cref="ConnectorException">The network cannot be reached.</exception>
    Task<Stream> OpenAsync(Attachment attachment, IProgress<FileProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Deletes a file that the account stored. Messages that carry it stay.</summary>
    /// <exception cref="ConnectorRefusedException">There is no such file, or it is somebody else's.</exception>
    /// <exception cref="ConnectorException">The network cannot be reached.</exception>
    Task DeleteAsync(Attachment attachment, CancellationToken cancellationToken);
}
