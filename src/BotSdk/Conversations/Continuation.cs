using BotPlatform.BotSdk.Dispatching;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>What a conversation does with a message.</summary>
/// <param name="Kind">What the message is to it.</param>
/// <param name="Act">Does it.</param>
internal sealed record Continuation(ContinuationKind Kind, Handling Act)
{
    /// <summary>The message belongs to the conversation, and nothing comes of it.</summary>
    public static Continuation None { get; } = new(ContinuationKind.Aside, (_, _) => Task.CompletedTask);
}

internal enum ContinuationKind
{
    /// <summary>It answers the question.</summary>
    Answer,

    /// <summary>It belongs to the conversation, but answers nothing: it ends it, for example.</summary>
    Aside,

    /// <summary>It comes too late to be an answer, and is handled like any other as well.</summary>
    Late,
}
