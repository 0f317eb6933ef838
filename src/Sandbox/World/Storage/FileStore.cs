namespace BotPlatform.Sandbox.World.Storage;

/// <summary>
/// The uploaded files on disk. Their directory is made at the first upload and removed at the end; what sandboxes left that were
/// killed is removed at the start. The names of files are made here; nothing that a client says is part of a path.
/// </summary>
internal sealed class FileStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _parent;
    private readonly long _limit;
    private FilesDirectory? _directory;
    private long _used;
    private bool _isDisposed;

    /// <param name="parent">Where to make the directory; null: among the system's temporary files.</param>
    /// <param name="limit">Bytes of all files together.</param>
    public FileStore(string? parent, long limit)
    {
        (_parent, _limit) = (Path.GetFullPath(parent ?? Path.GetTempPath()), limit);
        FilesDirectory.ClearAbandoned(_parent);
    }

    /// <summary>A new file that nobody else has, open for writing; each byte is to be reserved before it is written.</summary>
    /// <exception cref="ObjectDisposedException">The sandbox has stopped.</exception>
    public FileStream Create() => new(
        Path.Combine(Directory(), $"{Guid.NewGuid():N}.upload"),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous });

    /// <summary>Takes so many bytes of what is free, until the file that gets them is deleted; false when there is less.</summary>
    public bool TryReserve(long bytes)
    {
        lock (_lock)
        {
            var isFree = bytes <= _limit - _used;
            _used += isFree ? bytes : 0;
            return isFree;
        }
    }

    /// <summary>Opens a file for reading. It may be deleted meanwhile; who reads it reads it to its end.</summary>
    public static FileStream Open(StoredFile file) => new(file.Path, new FileStreamOptions
    {
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    });

    /// <summary>Removes a file; its bytes are free again.</summary>
    public void Delete(StoredFile? file)
    {
        if (file is null)
        {
            return;
        }

        File.Delete(file.Path);
        lock (_lock)
        {
            _used -= file.Size;
        }
    }

    /// <summary>Removes the directory with everything in it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _directory?.Dispose();
            _directory = null;
        }
    }

    private string Directory()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return (_directory ??= FilesDirectory.Create(_parent)).Path;
        }
    }
}
