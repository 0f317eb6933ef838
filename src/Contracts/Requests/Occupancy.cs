using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>
/// Be seen as online in a group, and hear who else is (section 4.16). Messages come without it. The account joins again by
/// itself after each new login, until it leaves.
/// </summary>
public sealed record JoinDialog : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which group.</summary>
    public required DialogRef Dialog { get; init; }
}

/// <summary>Be seen as online in a group no longer. Leaving a dialog that was never joined is no error.</summary>
public sealed record LeaveDialog : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which group.</summary>
    public required DialogRef Dialog { get; init; }
}

/// <summary>Who is online in a group (section 4.16)?</summary>
public sealed record GetOnlineOccupants : IAccountRequest<OnlineOccupants>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which group.</summary>
    public required DialogRef Dialog { get; init; }
}

/// <summary>Who is online in a group: those who joined it.</summary>
public sealed record OnlineOccupants
{
    /// <summary>In the network's order; the account itself among them when it has joined.</summary>
    public required IReadOnlyList<UserRef> Users { get; init; }
}
