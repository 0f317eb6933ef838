namespace BotPlatform.Sandbox.World.Storage;

/// <summary>
/// A directory that only this sandbox uses, and beside it a file that it keeps locked as long as it lives. The operating system
/// takes the lock from a process that dies, however that happens: so the next sandbox knows what nobody needs any more.
/// </summary>
internal sealed class FilesDirectory : IDisposable
{
    private const string Prefix = "botplatform-sandbox-";
    private const string LockSuffix = ".lock";
    private const int Attempts = 5;

    private readonly FileStream _lock;

    private FilesDirectory(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    /// <summary>Makes one. The lock comes first: what has no lock is nobody's, what is locked is somebody's.</summary>
    /// <exception cref="IOException">The parent cannot be written to.</exception>
    public static FilesDirectory Create(string parent)
    {
        Directory.CreateDirectory(parent);
        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Combine(parent, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
            try
            {
                var created = Open(path + LockSuffix, FileMode.CreateNew);
                return new FilesDirectory(MakePrivate(path), created);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Somebody who clears up was faster than our lock, and takes the file away.
            }
        }
    }

    /// <summary>Removes what sandboxes left here that were killed. What cannot be removed stays.</summary>
    public static void ClearAbandoned(string parent)
    {
        foreach (var lockFile in Directory.Exists(parent) ? Directory.GetFiles(parent, $"{Prefix}*{LockSuffix}") : [])
        {
            if (TryLock(lockFile) is not { } abandoned)
            {
                continue;
            }

            using (abandoned)
            {
                // Where locks mean nothing, as on some network disks, nobody is known to be dead.
                if (TryLock(lockFile) is { } second)
                {
                    second.Dispose();
                    continue;
                }

                TryRemove(lockFile[..^LockSuffix.Length], lockFile);
            }
        }
    }

    /// <summary>Removes it with everything in it.</summary>
    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _lock.Dispose();
        File.Delete(_lock.Name);
    }

    private static string MakePrivate(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path).FullName
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    private static FileStream Open(string lockFile, FileMode mode) =>
        new(lockFile, mode, FileAccess.ReadWrite, FileShare.None);

    private static FileStream? TryLock(string lockFile)
    {
        try
        {
            return Open(lockFile, FileMode.Open);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;   // its owner lives, or is another user, or somebody else has cleared up
        }
    }

    private static void TryRemove(string directory, string lockFile)
    {
        try
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }

            File.Delete(lockFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next sandbox tries again; this one works without.
        }
    }
}
