using System.Text.Json.Serialization;

namespace BotPlatform.ConnectyCube.Rest.Storage;

/// <summary>Section 8: what the storage knows about a file.</summary>
public sealed record StoredFile
{
    /// <summary>The file's number; its owner uses it to rename and delete.</summary>
    public required long Id { get; init; }

    /// <summary>The id under which the content is given out, and which attachments name.</summary>
    public required string Uid { get; init; }

    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of the content, for example <c>image/png</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Bytes; null while it is not uploaded.</summary>
    public long? Size { get; init; }

    /// <summary>Whether everybody may read it who knows the uid, without a session.</summary>
    [JsonPropertyName("public")]
    public bool IsPublic { get; init; }

    /// <summary>When the upload began.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When something about it changed last.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    [JsonInclude]
    [JsonPropertyName("blob_object_access")]
    internal UploadAccess? Access { get; init; }
}

/// <summary>Where the content goes: an address with the fields of a form as its query.</summary>
internal sealed record UploadAccess
{
    public string? Params { get; init; }
}

internal sealed record BlobAnswer
{
    public required StoredFile Blob { get; init; }
}
