using System.Buffers;
using System.Text.Json;

namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>The file that an export goes to: whole lines, and where the last one is in the history.</summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private const int FullBytes = 1024 * 1024;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly ArrayBufferWriter<byte> _waiting = new();
    private readonly Utf8JsonWriter _json;

    private ExportFile(string path, FileStream stream, ExportScan found)
    {
        (_path, _stream, Places, Lines) = (path, stream, found.Places, found.Lines);
        _json = new Utf8JsonWriter(_waiting, new JsonWriterOptions { Encoder = ExportJson.Lines.Options.Encoder });
    }

    /// <summary>How far it goes.</summary>
    public ExportPlaces Places { get; }

    /// <summary>How many messages are in it, with those that wait to be written.</summary>
    public long Lines { get; private set; }

    /// <summary>Whether so much waits that it should be written.</summary>
    public bool IsFull => _waiting.WrittenCount >= FullBytes;

    /// <summary>Opens a new file, or one that is to be continued: half a line at its end is cut off.</summary>
    /// <exception cref="ExportException">It cannot be written, or is something else than the beginning of this export.</exception>
    public static async Task<ExportFile> OpenAsync(
        ExportRequest request, string dialog, IReadOnlyList<SentSpan> spans, CancellationToken cancellationToken)
    {
        var found = new ExportScan(dialog, spans);
        FileStream? stream = null;
        try
        {
            // Alone: two exports into one file would mix their lines.
            stream = new FileStream(
                request.File, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, useAsync: true);
            if (!stream.CanSeek)
            {
                throw new ExportException($"{request.File} is no file that could be continued.");
            }

            if (!request.Overwrite)
            {
                await ScanAsync(found, stream, request.File, cancellationToken);
            }

            stream.SetLength(found.Length);
            stream.Position = found.Length;
            return new ExportFile(request.File, stream, found);
        }
        catch (Exception e)
        {
            await (stream?.DisposeAsync() ?? default);
            throw IsOfFile(e) ? CannotBeWritten(request.File, e) : e;
        }
    }

    /// <summary>Adds a message, unless it is there already; it is in the file after <see cref="FlushAsync"/>.</summary>
    public bool TryAdd(ExportedMessage message, SentTime sent)
    {
        if (!Places.TryMoveTo(sent, message.Id))
        {
            return false;
        }

        JsonSerializer.Serialize(_json, message, ExportJson.Lines.ExportedMessage);
        _json.Reset();
        _waiting.Write("\n"u8);
        Lines++;
        return true;
    }

    /// <summary>Hands what waits to the operating system, all of it: whoever gives up, does so between two lines.</summary>
    /// <exception cref="ExportException">It cannot be written.</exception>
    public async Task FlushAsync()
    {
        try
        {
            await _stream.WriteAsync(_waiting.WrittenMemory);
            _waiting.ResetWrittenCount();
        }
        catch (Exception e) when (IsOfFile(e))
        {
            throw CannotBeWritten(_path, e);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync();
        await _stream.DisposeAsync();
    }

    private static async Task ScanAsync(ExportScan found, FileStream stream, string path, CancellationToken cancellationToken)
    {
        try
        {
            await found.ReadAsync(stream, cancellationToken);
        }
        catch (ExportException e)
        {
            throw new ExportException(
                $"{path} is not the beginning of this export: {e.Message}. Name another file, or begin anew with --overwrite.", e);
        }
    }

    private static bool IsOfFile(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static ExportException CannotBeWritten(string path, Exception error) =>
        new($"{path} cannot be written: {error.Message}", error);
}
