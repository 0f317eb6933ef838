using System.Text.Json.Serialization;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>
/// Section 5.1: the number of each kind; the vendor's JavaScript names 1 and 4 the other way round (section 11, F2).
/// </summary>
public enum DialogType
{
    /// <summary>Written by the owner and the admins, read by all users.</summary>
    Broadcast = 1,

    /// <summary>Members that were added.</summary>
    Group = 2,

    /// <summary>Two users.</summary>
    Private = 3,

    /// <summary>Members that came by themselves.</summary>
    Public = 4,
}

/// <summary>Section 5.1: a dialog as one user sees it.</summary>
public sealed record Dialog
{
    /// <summary>24 hex digits.</summary>
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    /// <summary>What kind of dialog it is.</summary>
    public required DialogType Type { get; init; }

    /// <summary>Who made it.</summary>
    public long? UserId { get; init; }

    /// <summary>What it is called; for a private dialog usually the opponent's name.</summary>
    public string? Name { get; init; }

    /// <summary>Free text; null when there is none.</summary>
    public string? Description { get; init; }

    /// <summary>The members of group and private dialogs; empty for public ones.</summary>
    [JsonPropertyName("occupants_ids")]
    public IReadOnlyList<long> OccupantIds
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Who has more rights than the others, apart from the owner.</summary>
    [JsonPropertyName("admins_ids")]
    public IReadOnlyList<long> AdminIds
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>A page of a list of dialogs.</summary>
public sealed record DialogPage
{
    /// <summary>How many there are on all pages.</summary>
    public int TotalEntries { get; init; }

    /// <summary>Those of this page.</summary>
    public IReadOnlyList<Dialog> Items
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>Section 5.3: the dialog to create.</summary>
public sealed record NewDialog
{
    /// <summary>Group, private or public; broadcast dialogs are made in the vendor's admin panel only.</summary>
    public required DialogType Type { get; init; }

    /// <summary>Who shall be in it besides the caller; the opponent for a private dialog, nobody for a public one.</summary>
    public IReadOnlyList<long> OccupantIds { get; init; } = [];

    /// <summary>What it is called; a private dialog needs no name.</summary>
    public string? Name { get; init; }

    /// <summary>Free text; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The address of a picture; null for none.</summary>
    public string? Photo { get; init; }
}

internal sealed record NewDialogRequest
{
    public required int Type { get; init; }

    [JsonPropertyName("occupants_ids")]
    public IReadOnlyList<long>? OccupantIds { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Photo { get; init; }
}
