namespace BotPlatform.Contracts.Chat;

/// <summary>A file, a place or anything else that hangs on a message (on ConnectyCube section 4.4).</summary>
public sealed record Attachment
{
    /// <summary>
    /// What it is; free text. Usual are <c>image</c>, <c>video</c>, <c>audio</c>, <c>file</c> and <c>location</c>; <c>file</c>
    /// also when the sender does not say.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>The network's name for the stored file, with which it is downloaded.</summary>
    public string? Uid { get; init; }

    /// <summary>Where the file can be read without the network's help.</summary>
    public string? Url { get; init; }

    /// <summary>The file's name as its sender saw it. Not to be used as a path.</summary>
    public string? Name { get; init; }

    /// <summary>The media type, for example <c>image/png</c>, as the sender claims it.</summary>
    public string? ContentType { get; init; }

    /// <summary>In bytes, as the sender claims it.</summary>
    public long? Size { get; init; }

    /// <summary>In degrees north; only where <see cref="Type"/> is a place.</summary>
    public double? Latitude { get; init; }

    /// <summary>In degrees east; only where <see cref="Type"/> is a place.</summary>
    public double? Longitude { get; init; }

    /// <summary>
    /// Whatever else the sender's app said of it, for example <c>width</c>, <c>height</c>, <c>duration</c>, <c>data</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}
