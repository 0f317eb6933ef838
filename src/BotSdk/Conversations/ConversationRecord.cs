using System.Text.Json;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>What is remembered of a conversation.</summary>
internal sealed record ConversationRecord
{
    private const int MaxEvents = 16;

    public required string Name { get; init; }

    public required string Version { get; init; }

    public string Arguments { get; init; } = "";

    /// <summary>What was asked and answered, said, done and drawn.</summary>
    public IReadOnlyList<ConversationStep> Steps { get; init; } = [];

    /// <summary>What is not answered yet.</summary>
    public OpenQuestion? Question { get; init; }

    /// <summary>The message of which it is not known yet what became of it.</summary>
    public AwaitedSend? Awaited { get; init; }

    /// <summary>Until when the answer may come; null for any time.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The number of the message with which it began, where messages have numbers.</summary>
    public long? First { get; init; }

    /// <summary>The number of the last message that belonged to it, where messages have numbers.</summary>
    public long? Sequence { get; init; }

    /// <summary>Whether it is remembered only for its last <see cref="Events"/>.</summary>
    public bool IsOver { get; init; }

    /// <summary>The last messages that belonged to it: what comes again is not an answer again, and no other bot's business.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Whether a message belonged to it already.</summary>
    public bool Knows(MessageReceived message) => Events.Contains(message.Origin.EventId, StringComparer.Ordinal);

    /// <summary>Whether it began after a message was written, which is tried again.</summary>
    public bool IsAfter(MessageReceived message) => message.Origin.Sequence < First;

    /// <summary>
    /// Whether a message is no answer any more. One that comes late because no host ran was in time when it was written in time.
    /// </summary>
    public bool IsTooLate(MessageReceived message, DateTimeOffset now) =>
        Deadline < (message.Origin.OccurredAt < now ? message.Origin.OccurredAt : now);

    /// <summary>Whether a message is its own and nobody else's.</summary>
    public bool Owns(MessageReceived message, DateTimeOffset now) =>
        Knows(message) || !(IsOver || Awaited is not null || IsAfter(message) || IsTooLate(message, now));

    /// <summary>Remembers a message that belongs to it; null for none.</summary>
    public ConversationRecord With(MessageReceived? message) => message is null ? this : this with
    {
        Events = [.. Events.Append(message.Origin.EventId).TakeLast(MaxEvents)],
        Sequence = message.Origin.Sequence ?? Sequence,
    };

    /// <summary>What is left of it at its end.</summary>
    public ConversationRecord Ended() => this with
    {
        IsOver = true,
        Steps = [],
        Question = null,
        Awaited = null,
        Arguments = "",
    };
}

/// <summary>Something that is not done again.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What tells it from others of its kind.</param>
/// <param name="Value">What came of it.</param>
internal sealed record ConversationStep(StepKind Kind, string? Name, JsonElement? Value);

/// <summary>A question that is out.</summary>
/// <param name="Text">The beginning of it.</param>
/// <param name="Failures">How many answers were not good.</param>
internal sealed record OpenQuestion(string Text, int Failures);

/// <summary>A message that a conversation waits for.</summary>
/// <param name="Text">The beginning of it.</param>
/// <param name="CommandId">The command that sent it.</param>
/// <param name="Until">What is waited for.</param>
/// <param name="AtMost">For how long.</param>
internal sealed record AwaitedSend(string Text, string CommandId, SendFate Until, TimeSpan AtMost);

internal enum StepKind
{
    Asked,
    Said,
    Done,
    Told,
    Drawn,
    Awaited,
}
