using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BotPlatform.BotHost.Bus;

namespace BotPlatform.BotHost.Webhooks;

/// <summary>Reads the contracts' records from what people wrote by hand: whatever is unknown or missing is a mistake, with its place.</summary>
internal static class StrictJson
{
    private static readonly JsonSerializerOptions Options = new(MessageFormat.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonDocumentOptions Parsing = new() { AllowDuplicateProperties = false };

    /// <summary>Any JSON.</summary>
    /// <exception cref="FormatException">It is none; says where.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> json, string place)
    {
        try
        {
            var whole = JsonElement.Parse(json, Parsing);
            CheckTexts(whole);
            return whole;
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"{place} has a text that is no UTF-8, or holds half a character.", error);
        }
        catch (JsonException error)
        {
            throw new FormatException(
                $"{place} is no JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1} is not what has to be there.",
                error);
        }
    }

    /// <summary>A record.</summary>
    /// <param name="element">What holds it.</param>
    /// <param name="type">The record.</param>
    /// <param name="place">Where it stands, for the sentence about a mistake: <c>actions[0]</c>.</param>
    /// <param name="also">A property that it may have besides its own.</param>
    /// <exception cref="FormatException">It is none; names the property.</exception>
    public static void Check(JsonElement element, Type type, string place, string? also = null)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{place} is no object.");
        }

        var known = Options.GetTypeInfo(type).Properties;
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name != also && known.All(one => one.Name != property.Name))
            {
                throw new FormatException(
                    $"{place} has '{Shown(property.Name)}', which is unknown there; it may have "
                    + $"{string.Join(", ", known.Select(one => one.Name))}.");
            }
        }

        if (known.FirstOrDefault(one => one.IsRequired && !element.TryGetProperty(one.Name, out _)) is { } missing)
        {
            throw new FormatException($"{place}.{missing.Name} is missing.");
        }
    }

    /// <summary>The record itself.</summary>
    /// <param name="element">What was checked.</param>
    /// <param name="type">As what it is read.</param>
    /// <param name="place">As for <see cref="Check"/>.</param>
    /// <exception cref="FormatException">A value is of a wrong kind, or something unknown lies deeper; says where.</exception>
    public static object Read(JsonElement element, Type type, string place)
    {
        try
        {
            return element.Deserialize(type, Options)!;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            var path = (error as JsonException)?.Path is { Length: > 1 } inner ? inner[1..] : "";
            throw new FormatException($"{place}{path} is not what it has to be: {CutPlace(error.Message)}", error);
        }
    }

    /// <summary>What a stranger wrote, short enough for a sentence.</summary>
    public static string Shown(string text) => text.Length <= 40 ? text : $"{text.AsSpan(0, 40)}…";

    // Reading the text throws where it is none; where it is read later, nobody expects that.
    private static void CheckTexts(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            _ = element.GetString();
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in element.EnumerateArray())
            {
                CheckTexts(one);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                _ = property.Name;
                CheckTexts(property.Value);
            }
        }
    }

    // "The JSON value could not be converted to System.Boolean. Path: $.isSilent | LineNumber: 0 | BytePositionInLine: 20."
    private static string CutPlace(string message) =>
        message.IndexOf(" Path: ", StringComparison.Ordinal) is var end and >= 0 ? message[..end] : message;
}
