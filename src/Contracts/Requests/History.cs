using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>Which messages of a dialog; those that meet all that is said.</summary>
public sealed record HistoryFilter
{
    /// <summary>Only what was sent at this moment or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>
    /// Only what was sent before this moment. ConnectyCube leaves out also what apps sent that say milliseconds instead of
    /// seconds (section 4.1).
    /// </summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only what this user wrote.</summary>
    public UserRef? Sender { get; init; }

    /// <summary>Only what has this in its text; not empty. Whether upper and lower case are the same is the network's matter.</summary>
    public string? TextContains { get; init; }

    /// <summary>Only what carries an attachment of this <see cref="Attachment.Type"/>.</summary>
    public string? AttachmentType { get; init; }
}

/// <summary>Which end of a history comes first.</summary>
public enum HistoryOrder
{
    /// <summary>Up to the newest, also those that are written meanwhile.</summary>
    OldestFirst,

    /// <summary>Back to the oldest; what is written meanwhile is left out.</summary>
    NewestFirst,
}

/// <summary>What was written in a dialog, a page of it (section 6.2)?</summary>
/// <remarks>
/// Whoever reads several pages says the same each time, but for <see cref="Cursor"/>. When others delete messages meanwhile, a
/// page may repeat messages that were sent in the same second as the last one of the page before: drop those.
/// </remarks>
public sealed record GetHistory : IAccountRequest<HistoryPage>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>Which messages.</summary>
    public HistoryFilter Filter { get; init; } = new();

    /// <summary>Which end comes first.</summary>
    public HistoryOrder Order { get; init; }

    /// <summary>Whether the account has read what it is given. Their senders are not told.</summary>
    public bool MarkAsRead { get; init; }

    /// <summary>How many messages at most, 2 to 1000; the network may give fewer at a time.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>What <see cref="HistoryPage.Next"/> said; null for the first page.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A page of a history.</summary>
public sealed record HistoryPage
{
    /// <summary>In the order that was asked for.</summary>
    public required IReadOnlyList<PastMessage> Messages { get; init; }

    /// <summary>The <see cref="GetHistory.Cursor"/> of the next page; null when there is none. It means nothing to others.</summary>
    public string? Next { get; init; }
}

/// <summary>How many messages of a dialog are there (section 6.2)?</summary>
public sealed record CountHistory : IAccountRequest<HistoryCount>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>Which messages.</summary>
    public HistoryFilter Filter { get; init; } = new();
}

/// <summary>How many messages there are.</summary>
/// <param name="Count">How many.</param>
public sealed record HistoryCount(long Count);

/// <summary>
/// The last messages, twenty at most, of a dialog that lets those see them who do not belong to it (section 6.2). Nobody has read
/// them by that.
/// </summary>
public sealed record PreviewHistory : IAccountRequest<HistoryPreview>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }
}

/// <summary>The last messages of a dialog.</summary>
public sealed record HistoryPreview
{
    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<PastMessage> Messages { get; init; }
}

/// <summary>One message of a dialog (section 6.2). The account has not read it by that.</summary>
public sealed record FindPastMessage : IAccountRequest<FoundPastMessage>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which dialog.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>The network's id of the message.</summary>
    public required string MessageId { get; init; }
}

/// <summary>A message that was looked for.</summary>
public sealed record FoundPastMessage
{
    /// <summary>The message; null when the dialog has none with that id.</summary>
    public PastMessage? Message { get; init; }
}

/// <summary>Who reacted how to a message (section 6.8)?</summary>
public sealed record GetReactions : IAccountRequest<MessageReactions>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>The network's id of the message.</summary>
    public required string MessageId { get; init; }
}

/// <summary>Who reacted how to a message.</summary>
public sealed record MessageReactions
{
    /// <summary>The users of each reaction.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<UserRef>> Users { get; init; }
}
