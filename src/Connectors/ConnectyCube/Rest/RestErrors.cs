using System.Net;
using System.Text.Json;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>Section 2.2: reads the body of a refusal, whatever it holds.</summary>
internal static class RestErrors
{
    private const int MaxTexts = 20;
    private const int MaxTextLength = 300;

    public static ConnectyCubeException Read(
        RestCall call, HttpStatusCode status, ReadOnlyMemory<byte> body, TimeSpan? retryAfter = null)
    {
        var fields = ReadFields(body);
        List<string> texts = [.. fields.OrderByDescending(f => f.Key == ConnectyCubeException.GeneralField).SelectMany(Texts)];
        var said = texts.Count == 0 ? "without saying why" : string.Join(' ', texts.Select(Sentence));
        return new ConnectyCubeException($"ConnectyCube answered {call} with {(int)status}: {said}")
        {
            Status = status,
            Errors = texts,
            Fields = fields.Where(f => f.Key.Length > 0).ToDictionary(f => f.Key, f => f.Value),
            RetryAfter = retryAfter,
        };
    }

    private static IEnumerable<string> Texts(KeyValuePair<string, IReadOnlyList<string>> field) =>
        field.Key is "" or ConnectyCubeException.GeneralField ? field.Value : field.Value.Select(t => $"{field.Key} {t}");

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    /// <summary>A plain list of texts is under the empty name.</summary>
    private static Dictionary<string, IReadOnlyList<string>> ReadFields(ReadOnlyMemory<byte> body)
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("errors", out var errors))
            {
                return fields;
            }

            if (errors.ValueKind != JsonValueKind.Object)
            {
                fields[""] = ReadTexts(errors);
                return fields;
            }

            foreach (var field in errors.EnumerateObject().Take(MaxTexts))
            {
                fields[Clean(field.Name)] = ReadTexts(field.Value);
            }
        }
        catch (JsonException)
        {
            // A proxy's page, or half an answer: the status has to do.
            fields.Clear();
        }

        return fields;
    }

    private static string[] ReadTexts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [Clean(value.GetString()!)],
        JsonValueKind.Array => [.. value.EnumerateArray()
            .Where(v => v.ValueKind == JsonValueKind.String)
            .Take(MaxTexts)
            .Select(v => Clean(v.GetString()!))],
        _ => [],
    };

    private static string Clean(string text)
    {
        var line = string.Create(Math.Min(text.Length, MaxTextLength), text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
        return line;
    }
}
