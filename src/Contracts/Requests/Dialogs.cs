using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>Which dialogs of an account are meant: those that meet all that is set (section 5.3).</summary>
public sealed record DialogFilter
{
    /// <summary>Of one of these kinds; empty for all.</summary>
    public IReadOnlyList<DialogType> Types { get; init; } = [];

    /// <summary>
    /// Changed at this time or later, by a message too. The network's time is exact to a second, so that one that changed right
    /// before may be among them.
    /// </summary>
    public DateTimeOffset? ChangedSince { get; init; }

    /// <summary>With a name that holds this text.</summary>
    public string? NameContains { get; init; }

    /// <summary>
    /// With exactly these values in the fields that the application configures (section 5.4). The network passes over those that are
    /// not configured: then all dialogs are meant.
    /// </summary>
    public IReadOnlyDictionary<string, string> CustomFields { get; init; } = new Dictionary<string, string>();
}

/// <summary>In which order dialogs are listed.</summary>
public enum DialogOrder
{
    /// <summary>As they were made. Those that are made meanwhile come last.</summary>
    OldestFirst,

    /// <summary>The other way round. Those that are made meanwhile are missing.</summary>
    NewestFirst,

    /// <summary>The one with the latest message first. One that is written in meanwhile may be missing.</summary>
    LatestMessageFirst,
}

/// <summary>Which dialogs does the account have? One page of them; broadcast dialogs are everybody's.</summary>
public sealed record GetDialogs : IAccountRequest<DialogPage>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which of them.</summary>
    public DialogFilter Filter { get; init; } = new();

    /// <summary>In which order.</summary>
    public DialogOrder Order { get; init; }

    /// <summary><see cref="DialogPage.Next"/> of the page before, with the same filter and order; null for the first page.</summary>
    public string? Cursor { get; init; }
}

/// <summary>Some dialogs of an account.</summary>
public sealed record DialogPage
{
    /// <summary>Those of this page. While the list changes, one that was on an earlier page may be there again.</summary>
    public required IReadOnlyList<DialogInfo> Dialogs { get; init; }

    /// <summary>Leads to the next page, and means nothing else; null after the last.</summary>
    public string? Next { get; init; }
}

/// <summary>How many dialogs does the account have?</summary>
public sealed record CountDialogs : IAccountRequest<DialogCount>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which of them.</summary>
    public DialogFilter Filter { get; init; } = new();
}

/// <summary>How many dialogs an account has.</summary>
/// <param name="Count">How many.</param>
public sealed record DialogCount(long Count);

/// <summary>What is known of one dialog? Refused with <c>item-not-found</c> when the account has no such dialog.</summary>
public sealed record GetDialog : IAccountRequest<DialogInfo>
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>Which. The direct dialog with a user is made when there is none, and shown again when the account has deleted it.</summary>
    public required DialogRef Dialog { get; init; }
}
