using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotPlatform.ConnectyCube.Rest.Json;

/// <summary>An object of values of one kind. Anything else but an object is empty.</summary>
internal abstract class FlexibleMapConverter<T> : JsonConverter<IReadOnlyDictionary<string, T>>
{
    public override bool HandleNull => true;

    public override IReadOnlyDictionary<string, T> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return map;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                map[name] = Read(ref reader);
            }
        }

        return map;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, one) in value)
        {
            writer.WritePropertyName(name);
            Write(writer, one);
        }

        writer.WriteEndObject();
    }

    /// <summary>What is at the reader, which is not null.</summary>
    protected abstract T Read(ref Utf8JsonReader reader);

    protected abstract void Write(Utf8JsonWriter writer, T value);
}

/// <summary>An object of texts; numbers, flags and nested JSON become texts.</summary>
internal sealed class TextMapConverter : FlexibleMapConverter<string>
{
    protected override string Read(ref Utf8JsonReader reader) => FlexibleTextConverter.Read(ref reader);

    protected override void Write(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);
}

/// <summary>An object of numbers, how many there are of each: what has none is null, empty, or not there.</summary>
internal sealed class CountMapConverter : FlexibleMapConverter<long>
{
    protected override long Read(ref Utf8JsonReader reader) => FlexibleNumberConverter.Read(ref reader) ?? 0;

    protected override void Write(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);
}
