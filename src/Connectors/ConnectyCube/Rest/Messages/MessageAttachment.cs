using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.ConnectyCube.Rest.Json;

namespace BotPlatform.ConnectyCube.Rest.Messages;

/// <summary>Section 4.4: something that a message carries.</summary>
public sealed record MessageAttachment
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>What it is: <c>image</c>, <c>video</c>, <c>audio</c>, <c>location</c>, or anything that the apps agree on.</summary>
    public string? Type { get; init; }

    /// <summary>The number of a stored file.</summary>
    public string? Id { get; init; }

    /// <summary>The id under which the file storage gives out the content.</summary>
    public string? Uid { get; init; }

    /// <summary>Where the content is, when it is elsewhere.</summary>
    public string? Url { get; init; }

    /// <summary>Free text, often JSON, percent-encoded by some clients.</summary>
    public string? Data { get; init; }

    /// <summary>The name of the file.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of the content, for example <c>image/png</c>.</summary>
    [JsonPropertyName("content-type")]
    public string? ContentType { get; init; }

    /// <summary>Bytes, as the sender wrote it.</summary>
    public string? Size { get; init; }

    /// <summary>Pixels, as the sender wrote it.</summary>
    public string? Width { get; init; }

    /// <summary>Pixels, as the sender wrote it.</summary>
    public string? Height { get; init; }

    /// <summary>Seconds, as the sender wrote it.</summary>
    public string? Duration { get; init; }

    /// <summary>Degrees of a place, as the sender wrote it.</summary>
    public string? Latitude { get; init; }

    /// <summary>Degrees of a place, as the sender wrote it.</summary>
    public string? Longitude { get; init; }

    /// <summary>Whatever else the sender's app said of it; what is no text is its JSON.</summary>
    /// <exception cref="ArgumentException">A name is one that the attachment has a property of its own for.</exception>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Properties
    {
        get => Others is null
            ? Nothing
            : Others.Where(other => other.Value.ValueKind != JsonValueKind.Null)
                .ToDictionary(other => other.Key, other => other.Value.ToText());
        init => Others = value.Count == 0
            ? null
            : value.ToDictionary(p => Free(p.Key), p => JsonSerializer.SerializeToElement(p.Value, RestJson.Default.String));
    }

    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>All that is said of it, by the names of section 4.4.</summary>
    internal IEnumerable<(string Name, string Value)> Attributes =>
        Own.Where(own => own.Value is not null).Select(own => (own.Name, own.Value!)).Concat(Properties.Select(p => (p.Key, p.Value)));

    private (string Name, string? Value)[] Own =>
    [
        ("type", Type), ("id", Id), ("uid", Uid), ("url", Url), ("name", Name), ("data", Data), ("content-type", ContentType),
        ("size", Size), ("width", Width), ("height", Height), ("duration", Duration), ("latitude", Latitude), ("longitude", Longitude),
    ];

    private string Free(string name) => Own.Any(own => own.Name == name)
        ? throw new ArgumentException($"'{name}' is a property of every attachment: set that one.", nameof(name))
        : name;
}
