using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>One request, in a form that can be sent again.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Below the service's address, escaped, without a query.</param>
internal sealed record RestCall(HttpMethod Method, string Path)
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";
    private const int UsualLength = 256;

    /// <summary>Parameters of the query, unescaped; those with a null value are left out.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query { get; init; } = [];

    /// <summary>The body; null for none.</summary>
    public byte[]? Body { get; private init; }

    /// <summary>What kind of body it is.</summary>
    public string ContentType { get; private init; } = Json;

    /// <summary>
    /// Whether its path names nothing any more once it is carried out: a repetition that finds nothing says that the first attempt
    /// succeeded.
    /// </summary>
    public bool LeavesNothing { get; private init; }

    /// <summary>Whether carrying it out twice does no more than once.</summary>
    public bool IsIdempotent { get; init; } = Method != HttpMethod.Post;

    /// <summary>A request that reads; parameters with a null value are left out.</summary>
    public static RestCall Get(string path, params IReadOnlyList<(string Name, string? Value)> query) =>
        new(HttpMethod.Get, path) { Query = query };

    /// <summary>A request with a JSON body.</summary>
    public static RestCall Post<T>(string path, T body, JsonTypeInfo<T> type) => WithJson(HttpMethod.Post, path, body, type);

    /// <inheritdoc cref="Post{T}"/>
    public static RestCall Put<T>(string path, T body, JsonTypeInfo<T> type) => WithJson(HttpMethod.Put, path, body, type);

    /// <summary>A deletion; its parameters travel as a form (section 2.1).</summary>
    public static RestCall Delete(string path, params IReadOnlyList<(string Name, string? Value)> form) =>
        Encode("", "", form) is { Length: > 0 } text
            ? new(HttpMethod.Delete, path) { Body = Encoding.ASCII.GetBytes(text), ContentType = Form }
            : new(HttpMethod.Delete, path);

    /// <summary>The deletion of what the path names, and of nothing else.</summary>
    /// <inheritdoc cref="Delete"/>
    public static RestCall DeleteOne(string path, params IReadOnlyList<(string Name, string? Value)> form) =>
        Delete(path, form) with { LeavesNothing = true };

    /// <summary>A path of fixed and of variable parts; each part becomes one segment.</summary>
    /// <exception cref="ArgumentException">A part is empty or would lead elsewhere.</exception>
    public static string PathOf(string root, params ReadOnlySpan<string> parts)
    {
        var path = new StringBuilder(root);
        foreach (var part in parts)
        {
            path.Append('/').Append(part is "" or "." or ".."
                ? throw new ArgumentException($"'{part}' is no id.", nameof(parts))
                : Uri.EscapeDataString(part));
        }

        return path.ToString();
    }

    /// <summary>The same for several ids at once, which share the last segment.</summary>
    /// <exception cref="ArgumentException">There is none, or one is empty.</exception>
    public static string PathOfAll(string root, IReadOnlyList<string> ids) => ids is []
        ? throw new ArgumentException("There is nothing to do for no ids.", nameof(ids))
        : $"{root}/{string.Join(',', ids.Select(id => PathOf("", id)[1..]))}";

    /// <summary>A number as the service reads it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The path and the query as they are sent.</summary>
    public string PathAndQuery => Query.Count == 0 ? Path : Encode(Path, "?", Query);

    /// <summary>The verb and the path, for messages and logs; parameters and body may be private.</summary>
    public override string ToString() => $"{Method} /{Path}";

    private static RestCall WithJson<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type) =>
        new(method, path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    /// <summary>The parameters that have a value, behind a text and what leads from it to them.</summary>
    private static string Encode(string before, string lead, IReadOnlyList<(string Name, string? Value)> parameters)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[UsualLength]);
        text.AppendLiteral(before);
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                text.AppendLiteral(lead);
                text.AppendLiteral(Uri.EscapeDataString(name));
                text.AppendLiteral("=");
                text.AppendLiteral(Uri.EscapeDataString(value));
                lead = "&";
            }
        }

        return text.ToStringAndClear();
    }
}
