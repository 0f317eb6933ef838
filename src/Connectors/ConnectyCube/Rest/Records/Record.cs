using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Records;

/// <summary>Section 9: a custom object, whose class the application configures.</summary>
/// <typeparam name="T">The fields of the class. A field that is not set is null on the wire, so make them nullable.</typeparam>
public sealed record Record<T>
{
    /// <summary>24 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The object that it belongs to; null for none.</summary>
    public string? ParentId { get; init; }

    /// <summary>Who made it.</summary>
    public long? UserId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What the application put into it.</summary>
    public required T Fields { get; init; }
}

/// <summary>Section 9: begins queries for custom objects of one class, and names what they can be filtered and sorted by.</summary>
/// <typeparam name="T">The fields of the class.</typeparam>
public sealed class RecordQuery<T>
{
    internal RecordQuery()
    {
    }

    /// <summary>All objects of the class that the caller may read.</summary>
    public Query<Record<T>> All { get; } = new();

    /// <summary>24 hex digits, which grow with time: the vendor's documents say that they sort faster than times do.</summary>
    public SortField<Record<T>, string> Id { get; } = new("_id");

    /// <summary>The object that it belongs to.</summary>
    public Field<Record<T>, string> ParentId { get; } = new("_parent_id");

    /// <summary>Who made it.</summary>
    public Field<Record<T>, long> UserId { get; } = new("user_id");

    /// <summary>When it was made.</summary>
    public SortField<Record<T>, DateTimeOffset> CreatedAt { get; } = new("created_at");

    /// <summary>When it changed last.</summary>
    public SortField<Record<T>, DateTimeOffset> UpdatedAt { get; } = new("updated_at");

    /// <summary>One of the fields that the application configures.</summary>
    /// <typeparam name="TValue">What it holds.</typeparam>
    /// <param name="name">Its name on the wire.</param>
    public SortField<Record<T>, TValue> Field<TValue>(string name) => new(name);
}

/// <summary>What every object has, whatever its class.</summary>
internal sealed record RecordHead
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    [JsonPropertyName("_parent_id")]
    public string? ParentId { get; init; }

    public long? UserId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}

internal sealed record DeletedAnswer
{
    public long TotalDeleted { get; init; }
}

/// <summary>What became of an update: by conditions, how many; of several, which, and which were not there.</summary>
internal sealed record UpdatedAnswer
{
    public long TotalFound { get; init; }

    public ListedIds? NotFound { get; init; }

    public IReadOnlyList<JsonElement>? Items { get; init; }
}
