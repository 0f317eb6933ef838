using System.Text;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Bots.Faq;

/// <summary>The file of questions. It is read again when it has changed; while it is broken, what was read before holds.</summary>
internal sealed partial class FaqFile(string path, ILogger logger)
{
    private const int MaxBytes = 1024 * 1024;

    private readonly Lock _gate = new();
    private FaqIndex? _index;
    private (DateTime ChangedAt, long Bytes) _stamp;

    /// <summary>The questions as they are now.</summary>
    public FaqIndex Index
    {
        get
        {
            lock (_gate)
            {
                var file = new FileInfo(path);
                var stamp = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
                if (_index is null || stamp != _stamp)
                {
                    _stamp = stamp;
                    Refresh();
                }

                return _index ??= new FaqIndex([]);
            }
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FaqFormatException">It holds no list of questions.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FaqIndex Read(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > MaxBytes)
        {
            throw new FaqFormatException(1, $"the file has {stream.Length} bytes, and {MaxBytes} are the limit.");
        }

        try
        {
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return new FaqIndex(FaqParser.Parse(reader.ReadToEnd()));
        }
        catch (DecoderFallbackException)
        {
            throw new FaqFormatException(1, "the file is not UTF-8.");
        }
    }

    private void Refresh()
    {
        try
        {
            _index = Read(path);
            LogRead(path, _index.Entries.Count);
        }
        catch (Exception error) when (error is FaqFormatException or IOException or UnauthorizedAccessException)
        {
            LogBroken(path, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Read {File}: {Count} questions.")]
    private partial void LogRead(string file, int count);

    [LoggerMessage(LogLevel.Warning, "{File} cannot be used, and what was read before holds: {Problem}")]
    private partial void LogBroken(string file, string problem);
}
