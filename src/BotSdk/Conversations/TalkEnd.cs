using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>What a conversation waited for: one of both.</summary>
/// <param name="Answer">The message that answers the open question.</param>
/// <param name="Fate">What became of the message that was sent.</param>
internal sealed record TalkNews(MessageReceived? Answer, SendFate? Fate);

/// <summary>Why a handler was stopped.</summary>
internal enum TalkEnd
{
    /// <summary>A question is out, or a message is waited for.</summary>
    Waiting,

    /// <summary>Too many answers were not good.</summary>
    GivenUp,

    /// <summary>It did something else than is remembered.</summary>
    Broken,
}

/// <summary>Ends the run of a conversation's handler, which lets it through.</summary>
internal sealed class TalkStoppedException() : OperationCanceledException("The conversation goes on with the next message.");
