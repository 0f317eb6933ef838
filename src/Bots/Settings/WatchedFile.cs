using System.Text;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Bots.Settings;

/// <summary>A text file that a bot lives on. It is read again when it has changed; while it is broken, what was read before holds.</summary>
/// <param name="path">Where it is.</param>
/// <param name="parse">Makes something of its text.</param>
/// <param name="logger">Is told once when it is broken.</param>
internal sealed partial class WatchedFile<T>(string path, Func<string, T> parse, ILogger logger)
    where T : class
{
    private const int MaxBytes = 1024 * 1024;

    private readonly Lock _gate = new();
    private T? _content;
    private (DateTime ChangedAt, long Bytes) _stamp;

    /// <summary>What the file says now.</summary>
    /// <exception cref="FileFormatException">It is broken, and was never anything else.</exception>
    public T Content
    {
        get
        {
            lock (_gate)
            {
                var file = new FileInfo(path);
                var stamp = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
                if (_content is null || stamp != _stamp)
                {
                    _stamp = stamp;
                    Refresh();
                }

                return _content ?? throw new FileFormatException(1, $"{path} was never readable.");
            }
        }
    }

    /// <summary>Why a file cannot be used; null when it can.</summary>
    public static string? ProblemOf(string path, Func<string, T> parse)
    {
        try
        {
            Read(path, parse);
            return null;
        }
        catch (Exception error) when (IsProblem(error))
        {
            return error.Message;
        }
    }

    private static T Read(string path, Func<string, T> parse)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > MaxBytes)
        {
            throw new FileFormatException(1, $"the file has {stream.Length} bytes, and {MaxBytes} are the limit.");
        }

        try
        {
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return parse(reader.ReadToEnd());
        }
        catch (DecoderFallbackException)
        {
            throw new FileFormatException(1, "the file is not UTF-8.");
        }
    }

    private static bool IsProblem(Exception error) =>
        error is FileFormatException or IOException or UnauthorizedAccessException or ArgumentException;

    private void Refresh()
    {
        try
        {
            _content = Read(path, parse);
            LogRead(path);
        }
        catch (Exception error) when (IsProblem(error))
        {
            LogBroken(path, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Read {File}.")]
    private partial void LogRead(string file);

    [LoggerMessage(LogLevel.Warning, "{File} cannot be used, and what was read before holds: {Problem}")]
    private partial void LogBroken(string file, string problem);
}

/// <summary>A file is not what it should be.</summary>
internal sealed class FileFormatException(int line, string problem) : Exception($"line {line}: {problem}");
