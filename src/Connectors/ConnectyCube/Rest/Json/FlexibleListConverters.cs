using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotPlatform.ConnectyCube.Rest.Json;

/// <summary>Section 2.1: a list, which may also be null or a single item that is not in brackets.</summary>
internal abstract class FlexibleListConverter<T> : JsonConverter<IReadOnlyList<T>>
{
    public override bool HandleNull => true;

    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        if (isArray && reader.Read() && reader.TokenType == JsonTokenType.EndArray)
        {
            return [];   // most lists of most messages
        }

        var items = new List<T>();
        do
        {
            Add(ref reader, items);
        }
        while (isArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray);
        return items;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    /// <summary>Adds what is at the reader: an item, several, or none.</summary>
    protected abstract void Add(ref Utf8JsonReader reader, List<T> items);

    protected abstract void Write(Utf8JsonWriter writer, T item);
}

/// <summary>A list of numbers, written as numbers, as texts, or as one text with commas. What is no number is left out.</summary>
internal sealed class IdListConverter : FlexibleListConverter<long>
{
    protected override void Add(ref Utf8JsonReader reader, List<long> items)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out var number))
            {
                items.Add(number);
            }
        }
        else if (reader.TokenType == JsonTokenType.String)
        {
            foreach (var text in reader.GetString()!.Split(','))
            {
                if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var id))
                {
                    items.Add(id);
                }
            }
        }
        else
        {
            reader.Skip();
        }
    }

    protected override void Write(Utf8JsonWriter writer, long item) => writer.WriteNumberValue(item);
}

/// <summary>A list of texts; numbers among them become texts, and everything else is left out.</summary>
internal sealed class TextListConverter : FlexibleListConverter<string>
{
    protected override void Add(ref Utf8JsonReader reader, List<string> items)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            items.Add(FlexibleTextConverter.Read(ref reader));
        }
        else
        {
            reader.Skip();
        }
    }

    protected override void Write(Utf8JsonWriter writer, string item) => writer.WriteStringValue(item);
}
