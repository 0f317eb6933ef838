using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>One request, in a form that can be sent again after a new session.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Below the service's address, without a query.</param>
internal sealed record RestCall(HttpMethod Method, string Path)
{
    /// <summary>Parameters of the query, unescaped; those with a null value are left out.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query { get; init; } = [];

    /// <summary>The JSON body; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>A request with a JSON body.</summary>
    public static RestCall Post<T>(string path, T body, JsonTypeInfo<T> type) =>
        new(HttpMethod.Post, path) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    /// <summary>The path and the query as they are sent.</summary>
    public string PathAndQuery
    {
        get
        {
            var query = string.Join('&', Query.Where(p => p.Value is not null)
                .Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value!)}"));
            return query.Length == 0 ? Path : $"{Path}?{query}";
        }
    }

    /// <summary>The verb and the path, for messages and logs; parameters and body may be private.</summary>
    public override string ToString() => $"{Method} /{Path}";
}
