using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>Does the network send push notifications about a dialog to the account's devices?</summary>
public sealed record GetDialogNotifications : IAccountRequest<DialogNotifications>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }
}

/// <summary>Switch the push notifications of a dialog for the account's devices. Messages come all the same.</summary>
public sealed record SetDialogNotifications : IAccountRequest<DialogNotifications>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>Whether they shall be sent.</summary>
    public required bool AreEnabled { get; init; }
}

/// <summary>Whether push notifications about a dialog are sent.</summary>
/// <param name="AreEnabled">They are, unless somebody has switched them off.</param>
public sealed record DialogNotifications(bool AreEnabled);
