using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>How many messages has the account not read (section 6.7)?</summary>
public sealed record GetUnread : IAccountRequest<UnreadMessages>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialogs; empty for the total alone.</summary>
    public IReadOnlyList<DialogRef> Dialogs { get; init; } = [];
}

/// <summary>How many messages an account has not read.</summary>
public sealed record UnreadMessages
{
    /// <summary>In the dialogs that were asked for, or in all. Public dialogs do not count.</summary>
    public required long Total { get; init; }

    /// <summary>In each dialog that was asked for, in the order of the request.</summary>
    public required IReadOnlyList<UnreadInDialog> Dialogs { get; init; }
}

/// <summary>How many messages of a dialog an account has not read.</summary>
/// <param name="Dialog">Which dialog.</param>
/// <param name="Count">How many; 0 also where the account has no such dialog.</param>
public sealed record UnreadInDialog(DialogRef Dialog, long Count);

/// <summary>Mark all messages of a dialog as read (section 6.4). Their senders are not told.</summary>
public sealed record MarkAllRead : IAccountRequest<Done>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }
}
