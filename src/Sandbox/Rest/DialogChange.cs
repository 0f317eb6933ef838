using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest;

/// <summary>What shall become different in a dialog (section 5.3). Null and nobody: it stays.</summary>
internal sealed record DialogChange
{
    public string? Name { get; private init; }

    public string? Photo { get; private init; }

    public string? Description { get; private init; }

    public IReadOnlyList<int> Added { get; private init; } = [];

    public IReadOnlyList<int> Removed { get; private init; } = [];

    public bool Describes => Name is not null || Photo is not null || Description is not null;

    public bool Adds => Added.Count > 0;

    public bool Removes => Removed.Count > 0;

    /// <summary>Reads a request. Users that do not exist are left out.</summary>
    public static DialogChange Of(RestParameters parameters, Users users) => new()
    {
        Name = parameters.Text("name"),
        Photo = parameters.Text("photo"),
        Description = parameters.Text("description"),
        Added = [.. parameters.Ids("push_all", "occupants_ids").Where(id => users.TryFind(id, out _))],
        Removed = parameters.Ids("pull_all", "occupants_ids"),
    };

    public bool RemovesNobodyBut(int userId) => Removed.All(id => id == userId);

    /// <summary>
    /// The dialog afterwards. Whoever is added and removed at once is not in it; an admin who is removed is none any more.
    /// </summary>
    public Dialog Apply(Dialog dialog, DateTimeOffset now) => dialog with
    {
        Name = Name ?? dialog.Name,
        Photo = Photo ?? dialog.Photo,
        Description = Description ?? dialog.Description,
        Members = Dialogs.Ascending(dialog.Members.Concat(Added).Except(Removed)),
        Admins = [.. dialog.Admins.Except(Removed)],
        ChangedAt = now,
    };
}
