using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.Contracts.Files;

namespace BotPlatform.ConnectyCube.Rest.Storage;

/// <summary>Section 8: files. Everything throws <see cref="ConnectyCubeException"/> when the service refuses or cannot be reached.</summary>
public interface IStorageApi
{
    /// <summary>
    /// Uploads a file: makes it known, sends the content as it is read, and completes it. It is in memory a buffer at a time. When
    /// that fails, or is cancelled, half a file is not left behind: it is deleted, unless that fails too, or takes longer than three
    /// seconds.
    /// </summary>
    /// <param name="file">What it is.</param>
    /// <param name="content">Read once, from where it stands; it stays open. A broken upload is not repeated.</param>
    /// <param name="progress">Told after each buffer; null for nobody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">The name is missing or too long, or nobody knows the size.</exception>
    /// <exception cref="ConnectyCubeException">Also when the file is larger than <see cref="RestOptions.MaxUploadBytes"/>.</exception>
    Task<StoredFile> UploadAsync(
        FileToSend file, Stream content, IProgress<FileProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Begins to read a file; dispose what is returned. It is in memory a buffer at a time.</summary>
    /// <param name="uid">Which file, one's own or somebody else's.</param>
    /// <param name="progress">Told after each read; null for nobody.</param>
    /// <param name="cancellationToken">Stops waiting for the beginning.</param>
    /// <exception cref="ConnectyCubeException">Also when the file is larger than <see cref="RestOptions.MaxDownloadBytes"/>.</exception>
    Task<FileDownload> DownloadAsync(string uid, IProgress<FileProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Where everybody can read a public file.</summary>
    Uri PublicAddressOf(string uid);

    /// <summary>What the storage knows about a file.</summary>
    Task<StoredFile> GetAsync(long id, CancellationToken cancellationToken);

    /// <summary>The same by the id that attachments name.</summary>
    Task<StoredFile> GetAsync(string uid, CancellationToken cancellationToken);

    /// <summary>A page of one's own files.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="size">How many a page, at most 100.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Page<StoredFile>> ListAsync(int number, int size, CancellationToken cancellationToken);

    /// <summary>One's own files, each once. The service only has numbered pages: a deletion meanwhile can hide a file.</summary>
    /// <exception cref="ConnectyCubeException">
    /// Also when an item cannot be read: <see cref="ConnectyCubeException.Item"/> names it, and nothing is left out in silence.
    /// </exception>
    IAsyncEnumerable<StoredFile> ListAllAsync(CancellationToken cancellationToken);

    /// <summary>Gives one's own file another name.</summary>
    Task<StoredFile> RenameAsync(long id, string name, CancellationToken cancellationToken);

    /// <summary>Deletes one's own file.</summary>
    Task DeleteAsync(long id, CancellationToken cancellationToken);
}
