using System.Text;
using System.Text.Json;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Storage.Parked;

namespace BotPlatform.BotHost.Admin.Parked;

/// <summary>Parked items in the words of the administration.</summary>
internal static class ParkedView
{
    public static ParkedSummary Of(ParkedRecord record) => new()
    {
        Number = record.Number,
        Bot = QueueNames.BotOf(record.Queue),
        Account = record.Account,
        Dialog = record.Dialog,
        Kind = record.Kind,
        Problem = record.Problem,
        Attempts = record.Attempts,
        FirstParkedAt = record.FirstParkedAt,
        ParkedAt = record.ParkedAt,
        Size = record.Size,
    };

    public static ParkedDetails Of(ParkedWhole item) => new(Of(item.Record), item.Details, BodyOf(item.Body));

    private static JsonElement BodyOf(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(body));
        }
    }
}
