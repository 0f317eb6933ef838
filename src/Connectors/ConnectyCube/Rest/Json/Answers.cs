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
    public DeletionIds? Deleted { get; init; }

    [JsonPropertyName("NotFound")]
    public DeletionIds? NotFound { get; init; }

    [JsonPropertyName("WrongPermissions")]
    public DeletionIds? NotPermitted { get; init; }

    /// <summary>Null when it is no report.</summary>
    public DeletionReport? ToReport() => (Deleted ?? NotFound ?? NotPermitted) is null
        ? null
        : new DeletionReport { Deleted = IdsOf(Deleted), NotFound = IdsOf(NotFound), NotPermitted = IdsOf(NotPermitted) };

    private static IReadOnlyList<string> IdsOf(DeletionIds? part) => part?.Ids ?? [];
}

internal sealed record DeletionIds
{
    public IReadOnlyList<string>? Ids { get; init; }
}
