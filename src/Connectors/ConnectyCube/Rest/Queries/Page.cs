using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace BotPlatform.ConnectyCube.Rest.Queries;

/// <summary>A part of a list as the service gave it.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
public sealed record Page<T>
{
    /// <summary>How many items the whole list has; null where the service does not say so.</summary>
    public long? TotalEntries { get; init; }

    /// <summary>How many items the service leaves out at the front; null where it does not say so.</summary>
    public long? Skip { get; init; }

    /// <summary>How many items the service gives at most; null where it does not say so.</summary>
    public long? Limit { get; init; }

    /// <summary>In the order of the list.</summary>
    [AllowNull]
    public IReadOnlyList<T> Items
    {
        get;
        init => field = value is null ? [] : value.Any(item => item is null) ? [.. value.Where(item => item is not null)] : value;
    } = [];

    /// <summary>
    /// What the service gave besides and cannot be read; it is not among <see cref="Items"/>, and a warning in the log names it.
    /// Usually none.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<UnreadableItem> Unreadable { get; init; } = [];
}
