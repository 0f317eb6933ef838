using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.ConnectyCube.Rest.Dialogs;

namespace BotPlatform.ConnectyCube.Rest.Json;

/// <summary>Section 2.1: a number that may be written as a text; an empty text is none.</summary>
internal sealed class FlexibleNumberConverter : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
    {
        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    /// <summary>The number at the reader, or null for none.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static long? Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number => reader.TryGetInt64(out var number) ? number : Whole(reader.GetDouble()),
        JsonTokenType.String => Parse(reader.GetString()!),
        _ => throw new JsonException("It is no number."),
    };

    private static long? Parse(string text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? Whole(real)
        : throw new JsonException("It is no number.");

    private static long Whole(double number) =>
        double.Abs(number) < 9e18 ? (long)number : throw new JsonException("The number is too large.");
}

/// <summary>The same where there must be a number: an id that is null must not pass for 0.</summary>
internal sealed class FlexibleWholeConverter : JsonConverter<long>
{
    public override bool HandleNull => true;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FlexibleNumberConverter.Read(ref reader) ?? throw new JsonException("There is no number.");

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>Section 2.1: a flag, written as <c>1</c>, <c>"1"</c>, <c>true</c> or <c>"true"</c>; everything else is false.</summary>
internal sealed class FlexibleFlagConverter : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var number) && number != 0;
            case JsonTokenType.String:
                return reader.GetString() is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));
            default:
                reader.Skip();
                return false;
        }
    }

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}

/// <summary>A text that may be written as a number or a flag; a list or an object is kept as its JSON.</summary>
internal sealed class FlexibleTextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    /// <summary>What is at the reader, which is not null.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString()!;
        }

        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }
}

/// <summary>A number with a name. One that a later version of the service made up is kept as its number.</summary>
internal sealed class DialogTypeConverter : JsonConverter<DialogType>
{
    public override DialogType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (DialogType)(int)(FlexibleNumberConverter.Read(ref reader) ?? throw new JsonException("A dialog has no type."));

    public override void Write(Utf8JsonWriter writer, DialogType value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((int)value);
}

/// <summary>
/// Section 2.1: a moment, in ISO 8601 or in seconds since 1970 (or milliseconds, which some clients write). What cannot be read is
/// none: a date that nobody understands must not hide what it belongs to.
/// </summary>
internal sealed class FlexibleTimeConverter : JsonConverter<DateTimeOffset?>
{
    private const double MaxSeconds = 253_402_300_799;   // the last second of the year 9999

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return OfUnix(reader.GetDouble());
            case JsonTokenType.String:
                // The usual form; without the Z it would be taken for the machine's own time.
                return reader is { HasValueSequence: false, ValueSpan: [.., (byte)'Z'] } && reader.TryGetDateTimeOffset(out var time)
                    ? time
                    : OfText(reader.GetString()!);
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFK", CultureInfo.InvariantCulture));

    /// <summary>A moment in seconds or, when the number is too large for that, in milliseconds; null when it is none.</summary>
    public static DateTimeOffset? OfUnix(double number)
    {
        var seconds = number > 1e11 ? number / 1000 : number;
        return seconds is >= 0 and <= MaxSeconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null;
    }

    private static DateTimeOffset? OfText(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return OfUnix(number);
        }

        // "2020-10-05 19:51:09 UTC" is one of the service's forms too.
        var plain = text.EndsWith(" UTC", StringComparison.Ordinal) ? text[..^4] : text;
        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }
}
