using BotPlatform.TestKit;

namespace BotPlatform.Chaos.Cells;

/// <summary>A real file system of a few megabytes, in memory, which can be filled up. Only root may mount one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();

    private SmallDisk()
    {
    }

    /// <summary>Where it is.</summary>
    public string Path => _directory.Path;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Mounts one.</summary>
    /// <exception cref="InvalidOperationException">It is not allowed here; the message says so.</exception>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk();
        var result = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path);
        if (result.ExitCode != 0)
        {
            disk._directory.Dispose();
            throw new InvalidOperationException($"A full disk needs a small one, which only root may mount: {result.Error}");
        }

        return disk;
    }

    /// <summary>Leaves not a byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 1 << 12, 1 })
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // So much does not fit any more.
            }
        }
    }

    /// <summary>Makes room again.</summary>
    public void Free() => File.Delete(Filler);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Path);
        _directory.Dispose();
    }

    private static Task<CommandResult> RunAsync(string program, params string[] arguments) =>
        Command.RunAsync(program, arguments, "/", [], TestTimeout.Token);
}
