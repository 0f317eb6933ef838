using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>How a conversation is held.</summary>
public sealed record ConversationOptions
{
    internal static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(3650);

    /// <summary>
    /// Change it when what the conversation asks changes, or in which order: running conversations of another version do what
    /// <see cref="WhenChanged"/> says.
    /// </summary>
    public string Version { get; init; } = "1";

    /// <summary>What becomes of running conversations of another version, with the next message of their user. Default they end.</summary>
    public WhenChanged WhenChanged { get; init; }

    /// <summary>
    /// How long an answer may take. Then the user is told that the conversation is over; what comes later is handled like any other message.
    /// Default one day; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for any time.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Whether a command is an answer too while the conversation runs. Default false: commands work as ever, and the conversation waits.
    /// </summary>
    public bool TakesCommands { get; init; }

    /// <summary>
    /// Whether it waits for what becomes of messages (<see cref="ITalk.SayAndWaitAsync"/>): then the bot is told of every message of its host that is
    /// sent, delivered and read. Default false.
    /// </summary>
    public bool AwaitsFates { get; init; }

    /// <summary>What is said besides the questions; null for <see cref="ConversationSet.Texts"/>.</summary>
    public ConversationTexts? Texts { get; init; }

    internal bool HasTimeout => Timeout != System.Threading.Timeout.InfiniteTimeSpan;

    internal void Check(string bot, string conversation)
    {
        if (HasTimeout && (Timeout <= TimeSpan.Zero || Timeout > MaxTimeout))
        {
            throw new BotDefinitionException(
                $"The conversation '{conversation}' of the bot '{bot}' waits {Timeout} for an answer: make it more than nothing and "
                + $"{MaxTimeout.TotalDays} days at most, or {nameof(System.Threading.Timeout.InfiniteTimeSpan)}.");
        }
    }
}

/// <summary>What becomes of a running conversation when a deploy has changed it.</summary>
public enum WhenChanged
{
    /// <summary>It ends, and the user is told (<see cref="ConversationTexts.Changed"/>).</summary>
    End,

    /// <summary>It begins again, with the first question.</summary>
    Restart,
}
