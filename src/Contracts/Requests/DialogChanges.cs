using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>What a dialog is told to be like; of what is null nothing is said: it stays as it is, or a new dialog has none.</summary>
public sealed record DialogDetails
{
    /// <summary>What it is called. A group and a public dialog need a name, a direct one has none of its own.</summary>
    public string? Name { get; init; }

    /// <summary>Free text; an empty one takes it away.</summary>
    public string? Description { get; init; }

    /// <summary>The address of a picture, or its id in the network's file storage; an empty text takes it away.</summary>
    public string? Photo { get; init; }

    /// <summary>
    /// All fields that the application configures (section 5.4), not only those that change; none takes them all away. The
    /// network passes over those that are not configured.
    /// </summary>
    public IReadOnlyDictionary<string, string>? CustomFields { get; init; }

    /// <summary>The application's own data: a JSON object, in place of the one before.</summary>
    public string? Data { get; init; }

    /// <summary>Whether strangers may see the last messages before they become members.</summary>
    public bool? AllowsPreview { get; init; }
}

/// <summary>Make a dialog. The direct one with a user is there once: who makes it again gets it again.</summary>
public sealed record CreateDialog : IAccountRequest<DialogInfo>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>What kind of dialog. A broadcast is refused with <c>forbidden</c>: the application's administration makes it.</summary>
    public required DialogType Type { get; init; }

    /// <summary>
    /// Who shall be in it besides the account: the other user of a direct dialog, any of a group, nobody of a public one. The
    /// network leaves out whom it does not know.
    /// </summary>
    public IReadOnlyList<UserRef> Members { get; init; } = [];

    /// <summary>What it shall be like.</summary>
    public DialogDetails Details { get; init; } = new();
}

/// <summary>Change what a dialog is like. Section 5.2 says who may; a change that says nothing is refused.</summary>
public sealed record ChangeDialog : IAccountRequest<DialogInfo>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>What shall be different.</summary>
    public required DialogDetails Changes { get; init; }
}

/// <summary>
/// Pin a message in its dialog, or unpin it. Refused with <c>item-not-found</c> when the dialog has no such message to pin.
/// </summary>
public sealed record PinMessage : IAccountRequest<DialogInfo>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>The network's id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>False unpins it.</summary>
    public bool IsPinned { get; init; } = true;
}
