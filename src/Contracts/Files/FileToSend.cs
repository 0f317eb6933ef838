using System.Runtime.InteropServices;

namespace BotPlatform.Contracts.Files;

/// <summary>A file that an account stores at its network (section 8), so that messages can carry it.</summary>
public sealed record FileToSend
{
    /// <summary>What readers see; at most 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The media type, for example <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>In bytes. Needed where the stream cannot say how long it is.</summary>
    public long? Size { get; init; }

    /// <summary>Whether everybody may read it who knows its uid, without being a user of the network. Default false.</summary>
    public bool IsPublic { get; init; }
}

/// <summary>How far a file has come.</summary>
/// <param name="Bytes">So many are there.</param>
/// <param name="Total">Of so many; null when nobody knows.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileProgress(long Bytes, long? Total);
