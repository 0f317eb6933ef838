using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Requests;

/// <summary>What kind of dialog it is (section 5.2). Events know the coarser <see cref="DialogKind"/> alone.</summary>
public enum DialogType
{
    /// <summary>One that the network made up later.</summary>
    Other,

    /// <summary>Two users.</summary>
    Direct,

    /// <summary>Members whom others have added.</summary>
    Group,

    /// <summary>Members who have come by themselves.</summary>
    Public,

    /// <summary>Written by the owner and the admins, read by all users.</summary>
    Broadcast,
}

/// <summary>A dialog as one account sees it (section 5.1).</summary>
public sealed record DialogInfo
{
    /// <summary>Which.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>What kind of dialog it is.</summary>
    public required DialogType Type { get; init; }

    /// <summary>What it is called; a direct dialog after the other user. Null when it has no name.</summary>
    public string? Name { get; init; }

    /// <summary>Free text; null when there is none.</summary>
    public string? Description { get; init; }

    /// <summary>The address of a picture, or its id in the network's file storage; null when there is none.</summary>
    public string? Photo { get; init; }

    /// <summary>Who made it; null where the network does not say so.</summary>
    public UserRef? Owner { get; init; }

    /// <summary>Who is in a direct dialog or a group; empty for the others: <see cref="GetMembers"/>.</summary>
    public IReadOnlyList<UserRef> Members { get; init; } = [];

    /// <summary>How many are in it; null for a broadcast dialog, and where the network does not say so.</summary>
    public long? MemberCount { get; init; }

    /// <summary>Who has more rights than the others, apart from the owner.</summary>
    public IReadOnlyList<UserRef> Admins { get; init; } = [];

    /// <summary>The ids of the messages that are pinned.</summary>
    public IReadOnlyList<string> PinnedMessages { get; init; } = [];

    /// <summary>When it was made, exact to a second; null where the network does not say so.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When something about it changed, or a message came, exact to a second; null where the network does not say so.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The last message that the account sees; null when there is none.</summary>
    public LastMessage? LastMessage { get; init; }

    /// <summary>How many messages the account has not read; null where the network does not say so.</summary>
    public long? UnreadCount { get; init; }

    /// <summary>The fields that the application configures (section 5.4).</summary>
    public IReadOnlyDictionary<string, string> CustomFields { get; init; } = new Dictionary<string, string>();

    /// <summary>The application's own data as JSON; null when there is none.</summary>
    public string? Data { get; init; }

    /// <summary>Whether strangers may see the last messages before they become members.</summary>
    public bool AllowsPreview { get; init; }
}

/// <summary>The last message of a dialog.</summary>
public sealed record LastMessage
{
    /// <summary>The network's id of it.</summary>
    public required string MessageId { get; init; }

    /// <summary>Its text; empty when it carries only attachments.</summary>
    public string Text { get; init; } = "";

    /// <summary>Who wrote it; null where the network does not say so.</summary>
    public UserRef? Sender { get; init; }

    /// <summary>When, exact to a second; null where the network does not say so.</summary>
    public DateTimeOffset? SentAt { get; init; }
}
