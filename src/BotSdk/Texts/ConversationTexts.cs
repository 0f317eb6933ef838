using BotPlatform.BotSdk.Conversations;

namespace BotPlatform.BotSdk.Texts;

/// <summary>What is said in conversations besides the questions, in English unless changed.</summary>
public sealed record ConversationTexts
{
    /// <summary>What ends a conversation, in upper or lower case. Default <c>!cancel</c>.</summary>
    public IReadOnlyList<string> CancelWords { get; init; } = ["!cancel"];

    /// <summary>The user has ended it.</summary>
    public string Cancelled { get; init; } = "Cancelled.";

    /// <summary>The answer is not of the kind that was asked for.</summary>
    public string NotUnderstood { get; init; } = "I did not understand that. Please try again.";

    /// <summary>The answer is longer than <see cref="AskOptions{T}.MaxLength"/>.</summary>
    public string TooLong { get; init; } = "That is too long. Please try again.";

    /// <summary>There were too many answers that do not fit.</summary>
    public string GivenUp { get; init; } = "That did not work. Please begin again.";

    /// <summary>The answer came too late.</summary>
    public string TimedOut { get; init; } = "That took too long, so I have ended what we were talking about.";

    /// <summary>A new version of the bot asks something else.</summary>
    public string Changed { get; init; } = "I have changed since we began. Please begin again.";

    /// <summary>The bot asks something else than before, although its version is the same.</summary>
    public string Broken { get; init; } = "Something went wrong on my side. Please begin again.";
}
