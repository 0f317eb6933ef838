using System.Text.Json.Nodes;

namespace BotPlatform.ConnectyCube.Rest.Dialogs;

/// <summary>Section 5.3: the dialog to create.</summary>
public sealed record NewDialog
{
    /// <summary>Group, private or public; broadcast dialogs are made in the vendor's admin panel only.</summary>
    public required DialogType Type { get; init; }

    /// <summary>Who shall be in it besides the caller; the opponent for a private dialog, nobody for a public one.</summary>
    public IReadOnlyList<long> OccupantIds { get; init; } = [];

    /// <summary>Who shall have more rights than the others; at most five, and not the caller.</summary>
    public IReadOnlyList<long> AdminIds { get; init; } = [];

    /// <summary>What it is called; a private dialog needs no name.</summary>
    public string? Name { get; init; }

    /// <summary>Free text; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The address of a picture; null for none.</summary>
    public string? Photo { get; init; }

    /// <summary>Section 5.4: the fields that the application configures; the service ignores others.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = new Dictionary<string, string>();

    /// <summary>What strangers may do; null for the service's default.</summary>
    public DialogPermissions? Permissions { get; init; }

    /// <summary>The application's own data; null for none.</summary>
    public JsonObject? Data { get; init; }
}

/// <summary>Section 5.3: what shall become different in a dialog; what is not set stays as it is.</summary>
public sealed record DialogUpdate
{
    /// <summary>What it shall be called.</summary>
    public string? Name { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>The address of a picture.</summary>
    public string? Photo { get; init; }

    /// <summary>Section 5.4: the fields that the application configures.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether all configured fields shall be emptied; then <see cref="Extensions"/> must be.</summary>
    public bool ResetExtensions { get; init; }

    /// <summary>What strangers may do.</summary>
    public DialogPermissions? Permissions { get; init; }

    /// <summary>The application's own data.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>Who comes in.</summary>
    public IReadOnlyList<long> AddOccupants { get; init; } = [];

    /// <summary>Who goes; the caller itself, too.</summary>
    public IReadOnlyList<long> RemoveOccupants { get; init; } = [];

    /// <summary>Who gets more rights; a dialog has five admins at most.</summary>
    public IReadOnlyList<long> AddAdmins { get; init; } = [];

    /// <summary>Who loses them.</summary>
    public IReadOnlyList<long> RemoveAdmins { get; init; } = [];

    /// <summary>Messages to pin.</summary>
    public IReadOnlyList<string> Pin { get; init; } = [];

    /// <summary>Messages to unpin.</summary>
    public IReadOnlyList<string> Unpin { get; init; } = [];
}
