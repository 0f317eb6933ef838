using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Records;

/// <summary>How objects of one class are read: what all have is ours, the rest is the application's.</summary>
internal sealed class RecordJson<T>
{
    public RecordJson(JsonTypeInfo<T> fields)
    {
        var one = new RecordConverter<T>(fields);
        One = JsonMetadataServices.CreateValueInfo<Record<T>>(RestJson.Default.Options, one);
        Page = JsonMetadataServices.CreateValueInfo<Page<Record<T>>>(RestJson.Default.Options, new RecordPageConverter<T>(one));
        Updates = JsonMetadataServices.CreateValueInfo<RecordUpdateReport<T>>(
            RestJson.Default.Options, new RecordUpdatesConverter<T>(one));
    }

    public JsonTypeInfo<Record<T>> One { get; }

    public JsonTypeInfo<Page<Record<T>>> Page { get; }

    public JsonTypeInfo<RecordUpdateReport<T>> Updates { get; }
}

internal sealed class RecordConverter<T>(JsonTypeInfo<T> fields) : JsonConverter<Record<T>>
{
    public override Record<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Of(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, Record<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Only the fields of an object are written.");

    public Record<T> Of(JsonElement element)
    {
        var head = element.Deserialize(RestJson.Default.RecordHead) ?? throw new JsonException("It is no object.");
        return new Record<T>
        {
            Id = head.Id,
            ParentId = head.ParentId,
            UserId = head.UserId,
            CreatedAt = head.CreatedAt,
            UpdatedAt = head.UpdatedAt,
            Fields = element.Deserialize(fields) ?? throw new JsonException("It has no fields."),
        };
    }

    public IReadOnlyList<Record<T>> Of(IReadOnlyList<JsonElement> elements) =>
        [.. elements.Where(element => element.ValueKind != JsonValueKind.Null).Select(Of)];
}

internal sealed class RecordPageConverter<T>(RecordConverter<T> one) : JsonConverter<Page<Record<T>>>
{
    public override Page<Record<T>> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var page = JsonSerializer.Deserialize(ref reader, RestJson.Default.PageJsonElement) ?? throw new JsonException("It is no page.");
        return new Page<Record<T>>
        {
            TotalEntries = page.TotalEntries,
            Skip = page.Skip,
            Limit = page.Limit,
            Items = one.Of(page.Items),
        };
    }

    public override void Write(Utf8JsonWriter writer, Page<Record<T>> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Pages are read only.");
}

internal sealed class RecordUpdatesConverter<T>(RecordConverter<T> one) : JsonConverter<RecordUpdateReport<T>>
{
    public override RecordUpdateReport<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var answer = JsonSerializer.Deserialize(ref reader, RestJson.Default.UpdatedAnswer) ?? throw new JsonException("It is no report.");
        return new RecordUpdateReport<T> { Updated = one.Of(answer.Items ?? []), NotFound = answer.NotFound?.Ids ?? [] };
    }

    public override void Write(Utf8JsonWriter writer, RecordUpdateReport<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Reports are read only.");
}
