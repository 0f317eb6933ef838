namespace BotPlatform.Sandbox.World.Storage;

/// <summary>
/// The directory of uploaded files, which only this sandbox uses. It is made at the first upload and removed at the end. The
/// names of files are made here; nothing that a client says is part of a path.
/// </summary>
internal sealed class FileStore(string? parent) : IDisposable
{
    private readonly Lock _lock = new();
    private string? _directory;
    private bool _isDisposed;

    /// <summary>A new file that nobody else has, open for writing.</summary>
    /// <exception cref="ObjectDisposedException">The sandbox has stopped.</exception>
    public FileStream Create() => new(
        Path.Combine(Directory(), $"{Guid.NewGuid():N}.upload"),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous });

    /// <summary>Opens a file for reading. It may be deleted meanwhile; who reads it reads it to its end.</summary>
    public static FileStream Open(StoredFile file) => new(file.Path, new FileStreamOptions
    {
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    });

    public static void Delete(StoredFile? file)
    {
        if (file is not null)
        {
            File.Delete(file.Path);
        }
    }

    /// <summary>Removes the directory with everything in it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            if (_directory is not null)
            {
                System.IO.Directory.Delete(_directory, recursive: true);
                _directory = null;
            }
        }
    }

    private string Directory()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _directory ??= Make();
        }
    }

    private string Make()
    {
        if (parent is null)
        {
            return System.IO.Directory.CreateTempSubdirectory("botplatform-sandbox-").FullName;
        }

        var directory = Path.GetFullPath(Path.Combine(parent, $"botplatform-sandbox-{Guid.NewGuid():N}"));
        return System.IO.Directory.CreateDirectory(directory).FullName;
    }
}
