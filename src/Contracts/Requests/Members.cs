using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>Who is in a dialog? One page of them. For dialogs whose members are not in <see cref="DialogInfo"/>: public ones.</summary>
public sealed record GetMembers : IAccountRequest<MemberPage>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog. The account has to be in it.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary><see cref="MemberPage.Next"/> of the page before; null for the first page.</summary>
    public string? Cursor { get; init; }
}

/// <summary>Some members of a dialog.</summary>
public sealed record MemberPage
{
    /// <summary>Those of this page. While members go, one who was on an earlier page may be there again.</summary>
    public required IReadOnlyList<DialogMember> Members { get; init; }

    /// <summary>Leads to the next page, and means nothing else; null after the last.</summary>
    public string? Next { get; init; }
}

/// <summary>A member of a dialog.</summary>
/// <param name="User">Who.</param>
/// <param name="Name">What people see, or else the login; null where the network tells neither.</param>
public sealed record DialogMember(UserRef User, string? Name);

/// <summary>Who comes, who goes, and who has more rights. Nobody can do both at once.</summary>
public sealed record MemberChanges
{
    /// <summary>Who comes; into groups only. The network leaves out whom it does not know.</summary>
    public IReadOnlyList<UserRef> Add { get; init; } = [];

    /// <summary>Who goes. For the account itself see <see cref="EndMembership"/>.</summary>
    public IReadOnlyList<UserRef> Remove { get; init; } = [];

    /// <summary>Who becomes an admin; of groups a member only. A dialog has five at most.</summary>
    public IReadOnlyList<UserRef> AddAdmins { get; init; } = [];

    /// <summary>Who is an admin no longer.</summary>
    public IReadOnlyList<UserRef> RemoveAdmins { get; init; } = [];
}

/// <summary>
/// Change who is in a dialog, and who has more rights there. Section 5.2 says who may: in groups any member adds others, the owner and
/// the admins remove them, and the owner makes admins.
/// </summary>
public sealed record ChangeMembers : IAccountRequest<DialogInfo>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>What shall be different; refused when that is nothing.</summary>
    public required MemberChanges Changes { get; init; }
}

/// <summary>Become a member of a public dialog. Who is one already stays one.</summary>
public sealed record SubscribeToDialog : IAccountRequest<DialogInfo>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }
}

/// <summary>
/// Be a member of a group or a public dialog no longer. Not to be confused with <see cref="LeaveDialog"/>, which is about who is seen
/// as online.
/// </summary>
public sealed record EndMembership : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog. Refused for others: see <see cref="DeleteDialogs"/>.</summary>
    public required DialogRef Dialog { get; init; }
}
