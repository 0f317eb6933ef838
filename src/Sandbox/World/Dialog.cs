using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace BotPlatform.Sandbox.World;

/// <summary>Section 5.1; the numbers are the wire's. (The vendor's JavaScript names two of them the wrong way round.)</summary>
internal enum DialogType
{
    Broadcast = 1,
    Group = 2,
    Private = 3,
    Public = 4,
}

/// <summary>A dialog (section 5.1). Immutable: a change replaces it.</summary>
internal sealed record Dialog
{
    /// <summary>The owner does not count (section 5.1).</summary>
    public const int MaxAdmins = 5;

    public required string Id { get; init; }

    public required DialogType Type { get; init; }

    /// <summary>Who created it.</summary>
    public required int OwnerId { get; init; }

    /// <summary>Ascending. In a broadcast dialog everybody takes part, and this is empty.</summary>
    public ImmutableArray<int> Members { get; init; } = [];

    public ImmutableArray<int> Admins { get; init; } = [];

    public string? Name { get; init; }

    public string? Photo { get; init; }

    public string? Description { get; init; }

    public JsonObject? Extensions { get; init; }

    public JsonObject? Permissions { get; init; }

    public JsonObject? Data { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When somebody last changed what it is called or who belongs to it.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>In the order in which they were pinned. Some may be gone from the history.</summary>
    public ImmutableArray<string> Pinned { get; init; } = [];

    /// <summary>Who has deleted a private or broadcast dialog for themselves; the next message shows it again.</summary>
    public ImmutableHashSet<int> HiddenFor { get; init; } = [];

    /// <summary>Who wants no alerts about it (section 5.3).</summary>
    public ImmutableHashSet<int> MutedBy { get; init; } = [];

    /// <summary>
    /// Held by whoever writes something or changes a message, from before the history knows until all readers are given it: so
    /// everybody sees one order, the history's. Nothing else is held when it is taken. Shared by all versions of the record.
    /// </summary>
    public Lock Turn { get; } = new();

    /// <summary>Whether the user reads along.</summary>
    public bool Includes(int userId) => Type == DialogType.Broadcast || Members.AsSpan().BinarySearch(userId) >= 0;

    /// <summary>Of a private dialog, the other user; the same one in a dialog with oneself.</summary>
    public int OtherThan(int userId) => Members.FirstOrDefault(id => id != userId, userId);

    /// <summary>The dialog with other members. Who is removed is no admin any more, and has no settings here.</summary>
    public Dialog WithMembers(IEnumerable<int> members)
    {
        var ascending = Ascending(members);
        var removed = Members.Except(ascending).ToArray();
        return this with
        {
            Members = ascending,
            Admins = [.. Admins.Except(removed)],
            MutedBy = MutedBy.Except(removed),
        };
    }

    public static ImmutableArray<int> Ascending(IEnumerable<int> users) => [.. users.Distinct().Order()];
}
