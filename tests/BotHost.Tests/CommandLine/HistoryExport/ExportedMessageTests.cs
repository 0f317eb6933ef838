using System.Text.Json;
using BotPlatform.BotHost.CommandLine.HistoryExport;

namespace BotPlatform.BotHost.Tests.CommandLine.HistoryExport;

public sealed class ExportedMessageTests
{
    private static readonly string Guide = File.ReadAllText(Repository.File("docs", "history-export.md"));

    [Fact]
    public void The_example_of_the_guide_is_what_is_written()
    {
        var example = Guide.Split('\n').Single(line => line.StartsWith("{\"id\"", StringComparison.Ordinal));

        var message = JsonSerializer.Deserialize(example, ExportJson.Lines.ExportedMessage)!;

        Assert.Equal(example, JsonSerializer.Serialize(message, ExportJson.Lines.ExportedMessage));
    }

    [Fact]
    public void The_guide_explains_every_field()
    {
        var message = new ExportedMessage
        {
            Id = "",
            Dialog = "",
            Sender = "",
            SentAt = "",
            Text = "",
            Attachments = [new() { Type = "", Uid = "", Url = "", Name = "", ContentType = "", Size = 0, Latitude = 0, Longitude = 0 }],
            Metadata = new Dictionary<string, string>(),
            Reactions = new Dictionary<string, long>(),
            ReadBy = [],
            DeliveredTo = [],
        };
        var json = JsonSerializer.SerializeToNode(message, ExportJson.Lines.ExportedMessage)!.AsObject();
        var fields = json.Concat(json["attachments"]![0]!.AsObject()).Select(field => field.Key);

        Assert.All(fields, field => Assert.Contains(
            Guide.Split('\n'), line => line.StartsWith('|') && line.Split('|')[1].Contains($"`{field}`", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Precision.Seconds, 1_767_225_600, "2026-01-01T00:00:00Z")]
    [InlineData(Precision.Milliseconds, 1_767_225_600_000, "2026-01-01T00:00:00.000Z")]
    [InlineData(Precision.Milliseconds, 1_767_225_600_007, "2026-01-01T00:00:00.007Z")]
    [InlineData(Precision.Seconds, 0, "1970-01-01T00:00:00Z")]
    internal void The_time_of_a_line_leads_back_to_the_place_in_the_history(Precision precision, long value, string text)
    {
        var sent = new SentTime(precision, value);

        Assert.Equal(text, sent.ToString());
        Assert.True(SentTime.TryParse(text, out var read));
        Assert.Equal(sent, read);
    }

    [Theory]
    [InlineData("0001-01-01", "9999-12-31T23:59:59.9999999", 0, 100_000_000_001)]
    [InlineData("2026-01-01", "2026-01-02", 1_767_225_600, 1_767_312_000)]
    [InlineData("2026-01-01T00:00:00.0000001", "2026-01-01T00:00:01.0000001", 1_767_225_601, 1_767_225_602)]
    public void A_part_of_a_second_is_rounded_to_the_messages_behind_it(string since, string until, long from, long to)
    {
        var span = SentSpan.Between(DateTimeOffset.Parse(since + "Z"), DateTimeOffset.Parse(until + "Z"))[0];

        Assert.Equal((from, to), (span.From, span.To));
    }
}
