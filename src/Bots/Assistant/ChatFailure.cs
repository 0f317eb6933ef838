namespace BotPlatform.Bots.Assistant;

/// <summary>Why an endpoint gave no answer.</summary>
internal enum ChatFailureKind
{
    /// <summary>It does not know the key, the model or what was asked: correct the settings.</summary>
    Refused,

    /// <summary>It has too much to do, or its owner has used it up.</summary>
    Busy,

    /// <summary>It cannot be reached, fails, or says what makes no sense.</summary>
    Broken,

    /// <summary>It began to answer and did not end.</summary>
    Cut,
}

/// <summary>An endpoint gave no answer. The message is for a log: it holds no key and no text of anybody.</summary>
internal sealed class ChatFailureException(ChatFailureKind kind, string problem, Exception? inner = null) : Exception(problem, inner)
{
    /// <summary>Why.</summary>
    public ChatFailureKind Kind { get; } = kind;

    /// <summary>When to try again, if the endpoint says so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
