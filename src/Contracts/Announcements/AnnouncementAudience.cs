using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Contracts.Announcements;

/// <summary>To whom an announcement goes: to all that are named in any way, once each, but for those who are left out.</summary>
public sealed record AnnouncementAudience
{
    /// <summary>These users, each in the direct dialog.</summary>
    public IReadOnlyList<UserRef> Users { get; init; } = [];

    /// <summary>These dialogs, groups and broadcast dialogs too.</summary>
    public IReadOnlyList<DialogRef> Dialogs { get; init; } = [];

    /// <summary>All dialogs of the account that are of one of these types.</summary>
    public IReadOnlyList<DialogType> DialogTypes { get; init; } = [];

    /// <summary>All members of these dialogs, each in the direct dialog; not the account itself.</summary>
    public IReadOnlyList<DialogRef> MembersOf { get; init; } = [];

    /// <summary>All users who are found so, each in the direct dialog; not the account itself.</summary>
    public IReadOnlyList<UserQuery> Find { get; init; } = [];

    /// <summary>These users not, whatever says otherwise.</summary>
    public IReadOnlyList<UserRef> Except { get; init; } = [];
}

/// <summary>Users with a key.</summary>
/// <param name="Key">What they are found by.</param>
/// <param name="Values">What the key is, one of these.</param>
public sealed record UserQuery(UserKey Key, IReadOnlyList<string> Values);
