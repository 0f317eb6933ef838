using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotPlatform.ConnectyCube.Rest.Dialogs;

/// <summary>
/// Section 5.1: the number of each kind; the vendor's JavaScript names 1 and 4 the other way round (section 11, F2).
/// </summary>
public enum DialogType
{
    /// <summary>Written by the owner and the admins, read by all users.</summary>
    Broadcast = 1,

    /// <summary>Members that were added.</summary>
    Group = 2,

    /// <summary>Two users.</summary>
    Private = 3,

    /// <summary>Members that came by themselves.</summary>
    Public = 4,
}

/// <summary>Section 5.1: a dialog as one user sees it.</summary>
public sealed record Dialog
{
    /// <summary>24 hex digits.</summary>
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    /// <summary>What kind of dialog it is; a number without a name when a later version of the service made it up.</summary>
    public required DialogType Type { get; init; }

    /// <summary>Who made it.</summary>
    public long? UserId { get; init; }

    /// <summary>What it is called; for a private dialog usually the opponent's name.</summary>
    public string? Name { get; init; }

    /// <summary>Free text; null when there is none.</summary>
    public string? Description { get; init; }

    /// <summary>The address of a picture, or its id in the file storage; null when there is none.</summary>
    public string? Photo { get; init; }

    /// <summary>The members of group and private dialogs; empty for public ones.</summary>
    [JsonPropertyName("occupants_ids")]
    [AllowNull]
    public IReadOnlyList<long> OccupantIds
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>How many members a public dialog has; null where the service does not say so.</summary>
    public long? OccupantsCount { get; init; }

    /// <summary>Who has more rights than the others, apart from the owner.</summary>
    [JsonPropertyName("admins_ids")]
    [AllowNull]
    public IReadOnlyList<long> AdminIds
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The messages that are pinned.</summary>
    [JsonPropertyName("pinned_messages_ids")]
    [AllowNull]
    public IReadOnlyList<string> PinnedMessageIds
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When something about it changed, or a message came.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The text of the last message that the caller sees; null when there is none.</summary>
    public string? LastMessage { get; init; }

    /// <summary>The id of that message.</summary>
    public string? LastMessageId { get; init; }

    /// <summary>Who wrote it.</summary>
    public long? LastMessageUserId { get; init; }

    /// <summary>When it was sent.</summary>
    [JsonPropertyName("last_message_date_sent")]
    public DateTimeOffset? LastMessageSentAt { get; init; }

    /// <summary><c>sent</c>, <c>delivered</c> or <c>read</c>; null when it is not the caller's own.</summary>
    public string? LastMessageStatus { get; init; }

    /// <summary>How many messages the caller has not read; null where the service does not say so.</summary>
    [JsonPropertyName("unread_messages_count")]
    public long? UnreadCount { get; init; }

    /// <summary>Where messages to it go in the chat; null for a private dialog.</summary>
    public string? XmppRoomJid { get; init; }

    /// <summary>Section 5.4: the fields that the application configures.</summary>
    [AllowNull]
    public IReadOnlyDictionary<string, string> Extensions
    {
        get;
        init => field = value ?? new Dictionary<string, string>();
    } = new Dictionary<string, string>();

    /// <summary>What strangers may do; null when nothing is said.</summary>
    public DialogPermissions? Permissions { get; init; }

    /// <summary>The application's own data; null when there is none.</summary>
    public JsonElement? Data { get; init; }
}

/// <summary>Section 5.1: what strangers may do with a dialog.</summary>
public sealed record DialogPermissions
{
    /// <summary>Whether they may see its last messages before they become members.</summary>
    public bool AllowPreview { get; init; }
}
