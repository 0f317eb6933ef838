using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace BotPlatform.Chaos.Hosting;

/// <summary>A message that a bot began to handle.</summary>
/// <param name="At">A clock that all processes of the machine share.</param>
/// <param name="Id">The message's id.</param>
/// <param name="Text">What it says.</param>
internal readonly record struct Handled(long At, string Id, string Text);

/// <summary>What the bots of one process have handled: a file of its own in a directory, which survives the kill of the process.</summary>
internal sealed class BotRecord : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;

    /// <param name="directory">Where all processes of a run write.</param>
    public BotRecord(string directory)
    {
        Directory.CreateDirectory(directory);
        _file = new FileStream(
            Path.Combine(directory, Guid.NewGuid().ToString("N")), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Everything that was handled so far by all processes, in order.</summary>
    public static IReadOnlyList<Handled> Read(string directory) =>
    [
        .. Directory.EnumerateFiles(directory).SelectMany(File.ReadLines).Select(Parse).OrderBy(one => one.At),
    ];

    /// <summary>A bot begins with a message.</summary>
    public void Write(string messageId, string text)
    {
        lock (_gate)
        {
            _file.Write(Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()} {messageId} {text}\n")));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static Handled Parse(string line)
    {
        var parts = line.Split(' ', 3);
        return new Handled(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[2]);
    }
}
