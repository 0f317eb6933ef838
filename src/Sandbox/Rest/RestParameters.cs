using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace BotPlatform.Sandbox.Rest;

/// <summary>
/// The parameters of a request, wherever they came from: query string, form body and JSON body are one tree, on every method
/// (section 2.1). <c>a[b]=x</c> is the same as <c>{"a":{"b":"x"}}</c>, <c>a[]=x</c> the same as <c>{"a":["x"]}</c>.
/// </summary>
internal sealed class RestParameters(JsonObject tree)
{
    private const int MaxDepth = 8;
    private const string Undefined = "undefined";   // what the vendor's SDK writes for a value that is not there

    private static readonly JsonDocumentOptions JsonOptions = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    public JsonObject Tree { get; } = tree;

    /// <summary>Reads the parameters; null when the body is malformed or they contradict each other.</summary>
    public static async Task<RestParameters?> TryReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var tree = new JsonObject();
        try
        {
            foreach (var (key, values) in request.Query)
            {
                Add(tree, key, values);
            }

            if (request.HasFormContentType)
            {
                foreach (var (key, values) in await request.ReadFormAsync(cancellationToken))
                {
                    Add(tree, key, values);
                }
            }
            else if (await ReadJsonAsync(request, cancellationToken) is { } body)
            {
                foreach (var (key, value) in body)
                {
                    tree[key] = value?.DeepClone();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or BadHttpRequestException or InvalidOperationException)
        {
            return null;
        }

        return new RestParameters(tree);
    }

    /// <summary>The value at a path, or null; JSON null counts as absent.</summary>
    public JsonNode? Node(params ReadOnlySpan<string> path)
    {
        JsonNode? node = Tree;
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <summary>The value at a path as text, if it is a text, a number or a flag.</summary>
    public string? Text(params ReadOnlySpan<string> path) => (Node(path) as JsonValue)?.ToString();

    /// <summary>Whether a flag is set, however it is written.</summary>
    public bool Flag(string name) => IsSet(Text(name));

    /// <summary>A number, or the default when it is absent or no number.</summary>
    public int Number(string name, int otherwise) => int.TryParse(Text(name), out var number) ? number : otherwise;

    /// <summary>User ids from an array or a comma list, of numbers or of texts. What is none is left out.</summary>
    public IReadOnlyList<int> Ids(params ReadOnlySpan<string> path) =>
        [.. Values(Node(path)).Select(text => int.TryParse(text, out var id) ? id : 0).Where(id => id > 0)];

    /// <summary>The values of an array or of a comma list.</summary>
    public static IEnumerable<string> Values(JsonNode? node) => node switch
    {
        JsonArray array => array.OfType<JsonValue>().SelectMany(value => Split(value.ToString())),
        JsonValue value => Split(value.ToString()),
        _ => [],
    };

    /// <summary>Whether a flag is set, however it is written.</summary>
    public static bool IsSet(string? text) => text is "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a flag, set or not.</summary>
    public static bool IsFlag(string? text) => IsSet(text) || text is "0" || string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static async Task<JsonObject?> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        if (buffer.Length == 0)
        {
            return null;   // POST …/subscribe names JSON and sends nothing
        }

        var body = JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), documentOptions: JsonOptions) as JsonObject
            ?? throw new JsonException("Not an object.");
        ReadTexts(body);
        return body;
    }

    /// <summary>Half a surrogate pair (<c>"\ud800"</c>) is well-formed JSON and no text: it fails here, and not later.</summary>
    private static void ReadTexts(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (_, value) in json)
                {
                    ReadTexts(value);
                }

                break;
            case JsonArray array:
                foreach (var value in array)
                {
                    ReadTexts(value);
                }

                break;
            default:
                _ = node?.ToString();
                break;
        }
    }

    private static void Add(JsonObject tree, string key, StringValues values)
    {
        var path = Path(key, out var isList);
        string[] present = [.. values.OfType<string>().Where(value => value != Undefined)];
        if (present.Length == 0)
        {
            return;
        }

        var parent = tree;
        foreach (var name in path[..^1])
        {
            parent[name] ??= new JsonObject();
            parent = parent[name] as JsonObject ?? throw Contradiction(key);
        }

        parent[path[^1]] = parent[path[^1]] is JsonObject ? throw Contradiction(key) : isList || present.Length > 1
            ? new JsonArray([.. present.Select(value => JsonValue.Create(value))])
            : JsonValue.Create(present[0]);
    }

    /// <summary><c>a=1&amp;a[b]=2</c>: one of them would be lost, and with it perhaps a condition.</summary>
    private static InvalidDataException Contradiction(string key) => new($"'{key}' is both a value and an object.");

    /// <summary><c>a[b][]</c> → a, b. A key with brackets that do not pair is one name.</summary>
    private static string[] Path(string key, out bool isList)
    {
        isList = key.EndsWith("[]", StringComparison.Ordinal);
        var text = isList ? key[..^2] : key;
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (bracket <= 0 || !text.EndsWith(']'))
        {
            return [text];
        }

        string[] path = [text[..bracket], .. text[(bracket + 1)..^1].Split("][")];
        return path.Length <= MaxDepth ? path : [text];
    }
}
