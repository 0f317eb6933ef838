using System.Collections.Immutable;

namespace BotPlatform.Sandbox.World.Data;

/// <summary>Who may do something with a record (section 9). The owner may, unless nobody may.</summary>
/// <param name="Name">The name on the wire, one of <see cref="Names"/>.</param>
internal sealed record RecordAccess(string Name)
{
    public const string Open = "open";
    public const string Owner = "owner";
    public const string Nobody = "not_allowed";
    public const string Users = "open_for_users_ids";
    public const string Groups = "open_for_groups";

    public static ImmutableArray<string> Names { get; } = [Open, Owner, Nobody, Users, Groups];

    /// <summary>Of <see cref="Users"/>, whom.</summary>
    public ImmutableArray<int> UserIds { get; init; } = [];

    /// <summary>Of <see cref="Groups"/>, users with which tags.</summary>
    public ImmutableArray<string> UserGroups { get; init; } = [];

    public bool Includes(User user, int ownerId) => Name switch
    {
        Nobody => false,
        _ when user.Id == ownerId => true,
        Open => true,
        Users => UserIds.Contains(user.Id),
        Groups => user.Profile.TagList.Any(tag => UserGroups.Contains(tag, StringComparer.Ordinal)),
        _ => false,
    };
}

/// <summary>What others may do with a record. By default they read it.</summary>
internal sealed record RecordPermissions
{
    public RecordAccess Read { get; init; } = new(RecordAccess.Open);

    public RecordAccess Update { get; init; } = new(RecordAccess.Owner);

    public RecordAccess Delete { get; init; } = new(RecordAccess.Owner);
}
