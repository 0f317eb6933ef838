using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotPlatform.BotHost.Admin.Announcements;

/// <summary>A report as one JSON array.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static async Task WriteAsync(
        IAsyncEnumerable<IReadOnlyList<ReportRow>> pages, Stream output, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(buffer); // onto the stream it would write while others wait
        writer.WriteStartArray();
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            foreach (var row in page)
            {
                JsonSerializer.Serialize(writer, row, Json);
            }

            await SendAsync();
        }

        writer.WriteEndArray();
        await SendAsync();

        async Task SendAsync()
        {
            writer.Flush();
            await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
        }
    }
}
