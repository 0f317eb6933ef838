namespace BotPlatform.Sandbox.World.Storage;

/// <summary>A file that somebody uploads, or has uploaded (section 8). Immutable: a change replaces it.</summary>
internal sealed record Blob
{
    public required int Id { get; init; }

    /// <summary>The name in links and attachments: letters and digits, and never digits alone.</summary>
    public required string Uid { get; init; }

    public required int OwnerId { get; init; }

    /// <summary>A media type, checked when the file was announced.</summary>
    public required string ContentType { get; init; }

    /// <summary>What the owner calls it. Only ever shown: no path is made of it.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it can be read without a session.</summary>
    public required bool IsPublic { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What was uploaded; null before.</summary>
    public StoredFile? File { get; init; }

    /// <summary>When the owner confirmed the upload. Only then can it be read, and it is not written any more.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <summary>A file on disk.</summary>
/// <param name="Path">Absolute, inside <see cref="FileStore"/>.</param>
/// <param name="Size">Bytes.</param>
internal sealed record StoredFile(string Path, long Size);
