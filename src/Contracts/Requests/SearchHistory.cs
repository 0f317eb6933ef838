using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>Where in all of the account's dialogs is a text (section 6.9)?</summary>
public sealed record SearchHistory : IAccountRequest<HistoryFindings>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>
    /// A part of a message's text or of a dialog's name, in upper and lower case as it is written; networks want some characters,
    /// ConnectyCube four.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>Only in these dialogs, ten at most; none for all.</summary>
    public IReadOnlyList<DialogRef> Dialogs { get; init; } = [];

    /// <summary>Only what was sent at this moment or later; only together with <see cref="Until"/>.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>
    /// Only what was sent up to this moment, which may be three months after <see cref="Since"/>; only together with it.
    /// </summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many of each kind at most; null for as many as the network gives, which is 100 at most.</summary>
    public int? Limit { get; init; }
}

/// <summary>What was found.</summary>
public sealed record HistoryFindings
{
    /// <summary>Messages whose text fits.</summary>
    public required IReadOnlyList<PastMessage> Messages { get; init; }

    /// <summary>Dialogs whose name fits, or in which messages were found.</summary>
    public required IReadOnlyList<DialogRef> Dialogs { get; init; }

    /// <summary>Who wrote the messages.</summary>
    public required IReadOnlyList<UserRef> Users { get; init; }
}
