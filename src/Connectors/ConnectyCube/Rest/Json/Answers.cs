using System.Text.Json.Serialization;

namespace BotPlatform.ConnectyCube.Rest.Json;

/// <summary>How many items a list has: <c>{"items":{"count":n}}</c> (section 5.3).</summary>
internal sealed record CountAnswer
{
    public required CountItems Items { get; init; }
}

internal sealed record CountItems
{
    public required long Count { get; init; }
}

/// <summary>Section 5.3: what became of a deletion of several.</summary>
internal sealed record DeletionAnswer
{
    [JsonPropertyName("SuccessfullyDeleted")]
    public ListedIds? Deleted { get; init; }

    [JsonPropertyName("NotFound")]
    public ListedIds? NotFound { get; init; }

    [JsonPropertyName("WrongPermissions")]
    public ListedIds? NotPermitted { get; init; }

    /// <summary>Null when it is no report.</summary>
    public DeletionReport? ToReport() => (Deleted ?? NotFound ?? NotPermitted) is null
        ? null
        : new DeletionReport { Deleted = IdsOf(Deleted), NotFound = IdsOf(NotFound), NotPermitted = IdsOf(NotPermitted) };

    private static IReadOnlyList<string> IdsOf(ListedIds? part) => part?.Ids ?? [];
}

/// <summary>One of the lists of such an answer.</summary>
internal sealed record ListedIds
{
    public IReadOnlyList<string>? Ids { get; init; }
}
