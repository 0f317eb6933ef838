using System.Diagnostics.CodeAnalysis;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Users;

namespace BotPlatform.ConnectyCube.Rest.Messages;

/// <summary>Section 6.9: what to look for in all dialogs of the caller.</summary>
public sealed record MessageSearch
{
    /// <summary>A part of a message's text or of a dialog's name, as it is written; the service wants at least four characters.</summary>
    public required string Text { get; init; }

    /// <summary>Only in these dialogs, ten at most; none for all.</summary>
    public IReadOnlyList<string> DialogIds { get; init; } = [];

    /// <summary>Only between these moments; the service allows three months.</summary>
    public (DateTimeOffset Oldest, DateTimeOffset Newest)? Between { get; init; }

    /// <summary>How many of each kind at most; 100 is the most that the service gives.</summary>
    public int? Limit { get; init; }
}

/// <summary>Section 6.9: what was found.</summary>
public sealed record SearchResults
{
    /// <summary>Dialogs whose name fits, or in which messages were found.</summary>
    [AllowNull]
    public IReadOnlyList<Dialog> Dialogs
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Messages whose text fits.</summary>
    [AllowNull]
    public IReadOnlyList<HistoryMessage> Messages
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Who wrote them.</summary>
    [AllowNull]
    public IReadOnlyList<User> Users
    {
        get;
        init => field = value ?? [];
    } = [];
}

internal sealed record SearchAnswer
{
    public required SearchResults Results { get; init; }
}

/// <summary>Section 6.7: how many messages the caller has not read.</summary>
/// <param name="Total">In all dialogs that were asked for; public ones are not counted.</param>
/// <param name="ByDialog">In each of them; one that is not there has none.</param>
public sealed record UnreadCounts(long Total, IReadOnlyDictionary<string, long> ByDialog);

internal sealed record SystemMessageAnswer
{
    [System.Text.Json.Serialization.JsonPropertyName("messageId")]
    public required string MessageId { get; init; }
}
