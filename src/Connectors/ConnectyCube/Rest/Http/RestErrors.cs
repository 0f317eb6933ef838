using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>Section 2.2: everything that can go wrong with a call, as the one exception of this library.</summary>
internal static class RestErrors
{
    private const int MaxTexts = 20;
    private const int MaxTextLength = 300;

    /// <summary>Reads the body of a refusal, whatever it holds.</summary>
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

    /// <summary>A success whose body is not what it should be.</summary>
    public static ConnectyCubeException Unreadable(RestCall call, HttpStatusCode status, JsonException? error) =>
        new($"ConnectyCube answered {call} with {(int)status} and something that is not the JSON it promises{PlaceOf(error)}.", error)
        {
            Status = status,
        };

    /// <summary>A list that is wanted whole, and holds something that cannot be read.</summary>
    public static ConnectyCubeException Incomplete(RestCall call, UnreadableItem item) => new(
        $"ConnectyCube answered {call} with an item that cannot be read, {(item.Id is null ? "without an id" : $"with the id {item.Id}")}: "
        + item.Problem)
    {
        Status = HttpStatusCode.OK,
        Item = item,
    };

    /// <summary>Whether no proper answer came, for another reason than that the caller cancelled.</summary>
    public static bool IsOfTransport(Exception failure, CancellationToken callers) =>
        failure is HttpRequestException or IOException
        || (failure is OperationCanceledException && !callers.IsCancellationRequested);

    /// <summary>What a failure of the transport means.</summary>
    public static ConnectyCubeException Translate(RestCall call, Exception failure, ConnectyCubeOptions options) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            new($"ConnectyCube answered {call} with more than anybody wants to read.", failure) { IsTooLarge = true },
        OperationCanceledException => new(
            $"ConnectyCube did not answer {call} within {options.RequestTimeout.TotalSeconds:0.###} seconds.", failure),
        _ => new($"ConnectyCube's REST service at {options.ApiUrl} cannot be reached for {call}: {failure.Message}", failure),
    };

    /// <summary>How long the service asks us to wait; never negative.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, TimeProvider time)
    {
        TimeSpan? wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static IEnumerable<string> Texts(KeyValuePair<string, IReadOnlyList<string>> field) =>
        field.Key is "" or ConnectyCubeException.GeneralField ? field.Value : field.Value.Select(t => $"{field.Key} {t}");

    private static string PlaceOf(JsonException? error) =>
        error?.Path is null or "$" ? "" : $", at {Clean(error.Path)}";

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
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A proxy's page, half an answer, or half a character in a text: the status has to do.
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

    /// <summary>What somebody else wrote, as part of a line of ours: on one line, and not too long.</summary>
    public static string Clean(string text)
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
