using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.ConnectyCube.Rest.Json;

namespace BotPlatform.ConnectyCube.Rest.Messages;

/// <summary>Section 6.1: a message as the history keeps it.</summary>
public sealed record HistoryMessage
{
    private static readonly IReadOnlyDictionary<string, JsonElement> Nothing = new Dictionary<string, JsonElement>();

    /// <summary>24 hex digits.</summary>
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    /// <summary>Where it was written.</summary>
    [JsonPropertyName("chat_dialog_id")]
    public required string DialogId { get; init; }

    /// <summary>The text; null when the message carries none.</summary>
    [JsonPropertyName("message")]
    public string? Text { get; init; }

    /// <summary>
    /// When it was sent, as it is on the wire: seconds since 1970, but some clients write milliseconds. <see cref="SentAt"/> makes
    /// sense of both.
    /// </summary>
    public required long DateSent { get; init; }

    /// <summary>When it was sent; null when that makes no sense.</summary>
    [JsonIgnore]
    public DateTimeOffset? SentAt => FlexibleTimeConverter.OfUnix(DateSent);

    /// <summary>Who wrote it.</summary>
    public required long SenderId { get; init; }

    /// <summary>To whom; 0 or null in groups.</summary>
    public long? RecipientId { get; init; }

    /// <summary>Files, places and other things that it carries.</summary>
    public IReadOnlyList<MessageAttachment> Attachments
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Who has read it, the sender included.</summary>
    public IReadOnlyList<long> ReadIds
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>To whom it was delivered, the sender included.</summary>
    public IReadOnlyList<long> DeliveredIds
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>When the service took it over.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>How people reacted; null when nobody did.</summary>
    public ReactionSummary? Reactions { get; init; }

    /// <summary>How many have looked at it.</summary>
    public long? ViewsCount { get; init; }

    /// <summary>Whether somebody other than the sender has read it.</summary>
    public bool Read { get; init; }

    /// <summary>Everything else: free parameters of the sender's app, and fields that the service added since.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, JsonElement> Parameters => Others ?? Nothing;

    [JsonInclude]
    [JsonExtensionData]
    internal Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Section 6.1: reactions to a message, as one user sees them.</summary>
public sealed record ReactionSummary
{
    /// <summary>The caller's own.</summary>
    [AllowNull]
    public IReadOnlyList<string> Own
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>How many people chose each.</summary>
    [AllowNull]
    public IReadOnlyDictionary<string, long> Total
    {
        get;
        init => field = value ?? new Dictionary<string, long>();
    } = new Dictionary<string, long>();
}
