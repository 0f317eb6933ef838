namespace BotPlatform.Contracts.Chat;

/// <summary>Somebody came online in a dialog that the account has joined (section 4.16).</summary>
public sealed record OccupantJoined : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Who. Never the bot itself.</summary>
    public required UserRef User { get; init; }
}

/// <summary>Somebody left a dialog that the account has joined, or went offline (section 4.16).</summary>
public sealed record OccupantLeft : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Who. Never the bot itself.</summary>
    public required UserRef User { get; init; }
}

/// <summary>Somebody was removed from a dialog that the account had joined (section 4.16); it may be the bot itself.</summary>
public sealed record OccupantRemoved : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Who was removed.</summary>
    public required UserRef User { get; init; }

    /// <summary>Whether it is the account's own user, who then sees nothing of the dialog any more.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Who did it, if the network says so.</summary>
    public UserRef? By { get; init; }

    /// <summary>Why, if somebody said so.</summary>
    public string? Reason { get; init; }
}
