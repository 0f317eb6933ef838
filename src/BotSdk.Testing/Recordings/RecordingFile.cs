using System.Runtime.CompilerServices;
using System.Text.Json;

namespace BotPlatform.BotSdk.Testing.Recordings;

/// <summary>Reads recordings.</summary>
public static class RecordingFile
{
    /// <summary>What is in a file, line by line.</summary>
    /// <exception cref="RecordingException">It cannot be read, or is no recording.</exception>
    public static async IAsyncEnumerable<RecordedHandling> ReadAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var file = Open(path);
        await foreach (var handling in ReadAsync(file, path, cancellationToken))
        {
            yield return handling;
        }
    }

    /// <summary>What somebody reads, line by line.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What to call it when something is wrong.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RecordingException">It is no recording.</exception>
    public static async IAsyncEnumerable<RecordedHandling> ReadAsync(
        TextReader reader, string name, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var number = 1;
        var header = await reader.ReadLineAsync(cancellationToken);
        At(name, number, () => RecordingFormat.ReadHeader(header ?? ""));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (RecordingFormat.ReadEnd(line) is null)
            {
                yield return At(name, number, () => RecordingFormat.Read(line));
            }
        }
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RecordingException($"The recording cannot be read: {e.Message}", e);
        }
    }

    private static void At(string name, int number, Action read) => At(name, number, () =>
    {
        read();
        return true;
    });

    private static T At<T>(string name, int number, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException e)
        {
            var problem = e.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0]; // those are places within the line
            throw new RecordingException($"{name}, line {number}: {problem}", e);
        }
    }
}
