using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>A message as the network's history keeps it (section 6.1).</summary>
public sealed record PastMessage
{
    /// <summary>Where it was written.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>The network's own id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Who wrote it; it may be the bot itself.</summary>
    public required UserRef Sender { get; init; }

    /// <summary>When it was sent, as exactly as the network says: mostly to a second.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The text as it is now; empty when the message carries only attachments.</summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// Free parameters of the sender's app, as in <see cref="MessageReceived.Metadata"/>, and what the network added that nothing
    /// tells from them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Files, places and the like, in the sender's order.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Who has read it, the sender included.</summary>
    public IReadOnlyList<UserRef> ReadBy { get; init; } = [];

    /// <summary>Whose devices have it, the sender included.</summary>
    public IReadOnlyList<UserRef> DeliveredTo { get; init; } = [];

    /// <summary>How people reacted.</summary>
    public ReactionCounts Reactions { get; init; } = new();

    /// <summary>When it changed last; when the network stored it, if it never did. Null when the network does not say.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>Reactions to a message as one account sees them.</summary>
public sealed record ReactionCounts
{
    /// <summary>The account's own.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>How many people chose each.</summary>
    public IReadOnlyDictionary<string, long> Totals { get; init; } = new Dictionary<string, long>();
}
