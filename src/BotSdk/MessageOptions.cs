using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk;

/// <summary>What a message has besides its text.</summary>
public sealed record MessageOptions
{
    /// <summary>Files, places and the like. A message that has some may have an empty text.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Free parameters for the reader's app. A nested value has a path for a key: <c>address/city</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the network keeps the message in the dialog's history. Default true.</summary>
    public bool SaveToHistory { get; init; } = true;

    /// <summary>
    /// Whether readers' devices shall say that the message was delivered and read: <see cref="MessageDelivered"/> and
    /// <see cref="MessageRead"/>.
    /// </summary>
    public bool IsMarkable { get; init; }

    /// <summary>Whether readers who are away are spared the push notification.</summary>
    public bool IsSilent { get; init; }

    /// <summary>
    /// After how long readers' apps remove the message; whole seconds, at least one. Null keeps it. Such a message is in no
    /// history, whatever <see cref="SaveToHistory"/> says.
    /// </summary>
    public TimeSpan? DestroyAfter { get; init; }

    internal static MessageOptions Default { get; } = new();
}
