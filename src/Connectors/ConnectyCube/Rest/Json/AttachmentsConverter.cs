using System.Text.Json;
using BotPlatform.ConnectyCube.Rest.Messages;

namespace BotPlatform.ConnectyCube.Rest.Json;

/// <summary>Sections 6.1 and 6.3: attachments, as a list or as an object of them by number. What is no attachment is left out.</summary>
internal sealed class AttachmentsConverter : FlexibleListConverter<MessageAttachment>
{
    protected override void Add(ref Utf8JsonReader reader, List<MessageAttachment> items)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        using var document = JsonDocument.ParseValue(ref reader);
        var element = document.RootElement;
        if (IsMap(element))
        {
            items.AddRange(element.EnumerateObject().Select(property => Of(property.Value)).OfType<MessageAttachment>());
        }
        else if (Of(element) is { } attachment)
        {
            items.Add(attachment);
        }
    }

    protected override void Write(Utf8JsonWriter writer, MessageAttachment item) =>
        JsonSerializer.Serialize(writer, item, RestJson.Default.MessageAttachment);

    private static bool IsMap(JsonElement element) =>
        element.EnumerateObject().Any() && element.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.Object);

    private static MessageAttachment? Of(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.Deserialize(RestJson.Default.MessageAttachment)
        : null;
}
