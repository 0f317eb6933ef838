using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>Reads the lines of an export that is there, to find out where to go on. Keeps none of them.</summary>
/// <param name="dialog">Whose messages they must be.</param>
/// <param name="spans">Where those must lie.</param>
internal sealed class ExportScan(string dialog, IReadOnlyList<SentSpan> spans)
{
    // Longer than any answer of the service.
    private const int MaxLineBytes = 16 * 1024 * 1024;

    /// <summary>How the lines that are there end.</summary>
    public ExportPlaces Places { get; } = new();

    /// <summary>How many whole lines there are.</summary>
    public long Lines { get; private set; }

    /// <summary>How many bytes they have. What follows is half a line.</summary>
    public long Length { get; private set; }

    private static ReadOnlySpan<byte> Beginning => "{\"id\":\""u8;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="ExportException">It is no such export; the message is a clause that says why.</exception>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var line = rest.Slice(0, end);
                Take(line);
                Lines++;
                Length += line.Length + 1;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (rest.Length > MaxLineBytes || !IsBeginning(rest))
            {
                throw NoMessage();
            }

            if (result.IsCompleted)
            {
                return;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    /// <summary>Half a line is cut off later: it must be one of ours.</summary>
    private static bool IsBeginning(ReadOnlySequence<byte> rest)
    {
        Span<byte> first = stackalloc byte[(int)Math.Min(rest.Length, Beginning.Length)];
        rest.Slice(0, first.Length).CopyTo(first);
        return Beginning.StartsWith(first);
    }

    private void Take(ReadOnlySequence<byte> line)
    {
        var message = Read(line);
        if (!message.Dialog.Equals(dialog, StringComparison.OrdinalIgnoreCase))
        {
            throw new ExportException($"line {Lines + 1} is of dialog {message.Dialog}");
        }

        if (!SentTime.TryParse(message.SentAt, out var sent))
        {
            throw NoMessage();
        }

        if (!spans.Any(span => span.Contains(sent)))
        {
            throw new ExportException($"line {Lines + 1} was sent at {sent}, outside of what is asked for");
        }

        if (sent.Value < Places.Last(sent.Precision) || !Places.TryMoveTo(sent, message.Id))
        {
            throw new ExportException($"line {Lines + 1} does not follow the one before it");
        }
    }

    private ExportedMessage Read(ReadOnlySequence<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize(ref json, ExportJson.Lines.ExportedMessage) ?? throw NoMessage();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw NoMessage(e);
        }
    }

    private ExportException NoMessage(Exception? why = null) => new($"line {Lines + 1} is no message", why);
}
