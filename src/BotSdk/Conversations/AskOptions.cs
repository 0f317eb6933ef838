using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>Which answers to a question are good.</summary>
/// <typeparam name="T">What is asked for.</typeparam>
public sealed record AskOptions<T>
{
    /// <summary>The only answers; they are listed below the question, and chosen by their number or their text. Default any.</summary>
    public IReadOnlyList<T> Choices { get; init; } = [];

    /// <summary>Says what is wrong with an answer, or null when it is good. It must say the same each time.</summary>
    public Func<T, string?>? Validate { get; init; }

    /// <summary>What is said when an answer cannot be read; null for <see cref="ConversationTexts.NotUnderstood"/>.</summary>
    public string? NotUnderstood { get; init; }

    /// <summary>After how many answers that are not good the conversation ends. Default 3.</summary>
    public int MaxTries { get; init; } = 3;

    /// <summary>How many characters an answer may have. Default 4,000.</summary>
    public int MaxLength { get; init; } = 4000;
}
