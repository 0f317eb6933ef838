using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>
/// Files that messages carry. A file is in memory a buffer at a time. Refusals are a <see cref="RequestFailedException"/>.
/// </summary>
public interface IFiles
{
    /// <summary>
    /// Stores a file at the network, and says how a message carries it: <see cref="MessageOptions.Attachments"/>. A handler that is
    /// called again stores it again.
    /// </summary>
    /// <param name="file">What it is.</param>
    /// <param name="content">Read once, from where it stands; it stays open.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Attachment> UploadAsync(FileToSend file, Stream content, CancellationToken cancellationToken) =>
        UploadAsync(file, content, progress: null, cancellationToken);

    /// <inheritdoc cref="UploadAsync(FileToSend, Stream, CancellationToken)"/>
    /// <param name="file">What it is.</param>
    /// <param name="content">Read once, from where it stands; it stays open.</param>
    /// <param name="progress">Told after each buffer; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Attachment> UploadAsync(
        FileToSend file, Stream content, IProgress<FileProgress>? progress, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to read a file that a message carries. Dispose the stream; reading it throws when the connection breaks. What the
    /// sender claims of it, its name, type and size, need not be true.
    /// </summary>
    Task<Stream> OpenAsync(Attachment attachment, CancellationToken cancellationToken) =>
        OpenAsync(attachment, progress: null, cancellationToken);

    /// <inheritdoc cref="OpenAsync(Attachment, CancellationToken)"/>
    /// <param name="attachment">One with a <see cref="Attachment.Uid"/>; others are no stored files.</param>
    /// <param name="progress">Told after each read; null for nobody.</param>
    /// <param name="cancellationToken">Stops waiting for the beginning.</param>
    Task<Stream> OpenAsync(Attachment attachment, IProgress<FileProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Deletes a file that the account itself stored. Messages that carry it stay.</summary>
    Task DeleteAsync(Attachment attachment, CancellationToken cancellationToken);
}
