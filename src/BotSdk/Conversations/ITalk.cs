using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>
/// A conversation as its handler sees it. What is asked, said, done and drawn here is remembered, and is not asked, said, done or drawn again
/// when the handler runs from its beginning again. Await one after the other, and let <see cref="OperationCanceledException"/> through.
/// </summary>
public interface ITalk
{
    /// <summary>With whom.</summary>
    UserRef User { get; }

    /// <summary>Where.</summary>
    DialogRef Dialog { get; }

    /// <summary>What followed the command with which it began, or the text of another message; 4,000 characters at most.</summary>
    string Arguments { get; }

    /// <summary>Fires when this message takes too long, or the host gives up.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>
    /// Asks, and waits for the answer, which may come after a restart or a deploy. Of a text it makes a <c>string</c>, an <c>enum</c>, or any
    /// other type that an argument of a command can have, written in the same way; a <see cref="MessageReceived"/> is the whole message,
    /// with its attachments.
    /// </summary>
    /// <exception cref="NotSupportedException">Nobody can answer with such a type.</exception>
    /// <exception cref="OperationCanceledException">There is no answer yet. Let it through.</exception>
    Task<T> AskAsync<T>(string question, AskOptions<T>? options = null)
        where T : notnull;

    /// <summary>Writes to the dialog.</summary>
    Task SayAsync(string text);

    /// <inheritdoc cref="SayAsync(string)"/>
    Task SayAsync(string text, MessageOptions options);

    /// <summary>
    /// Writes to the dialog, and waits until it is known what became of the message, which may be after a restart or a deploy. What the user writes
    /// meanwhile is handled like any other message. The conversation needs <see cref="ConversationOptions.AwaitsFates"/>.
    /// </summary>
    /// <param name="text">What.</param>
    /// <param name="until">What is waited for: <see cref="SendFate.Sent"/>, <see cref="SendFate.Delivered"/> or <see cref="SendFate.Read"/>.</param>
    /// <param name="atMost">For how long; ten years at most.</param>
    /// <param name="options">What the message has besides; null for nothing.</param>
    /// <returns><paramref name="until"/>, <see cref="SendFate.Refused"/>, or <see cref="SendFate.TimedOut"/>.</returns>
    /// <exception cref="OperationCanceledException">It is not known yet. Let it through.</exception>
    Task<SendFate> SayAndWaitAsync(string text, SendFate until, TimeSpan atMost, MessageOptions? options = null);

    /// <summary>
    /// Does something and remembers what came of it, as JSON. It is done once a conversation; again when the handler fails, the process is killed,
    /// or somebody else has changed state that this conversation has read and changed, before the next question is out. What it sends and
    /// changes through the context leaves with that question.
    /// </summary>
    /// <param name="name">Keep it: by it a mistake is noticed.</param>
    /// <param name="act">Does it.</param>
    Task<T> RunAsync<T>(string name, Func<IBotContext, CancellationToken, Task<T>> act);

    /// <inheritdoc cref="RunAsync{T}(string, Func{IBotContext, CancellationToken, Task{T}})"/>
    Task RunAsync(string name, Func<IBotContext, CancellationToken, Task> act);

    /// <summary>When this line was reached first.</summary>
    DateTimeOffset GetNow();

    /// <summary>A random number from 0 to less than <paramref name="limit"/>, the same each time.</summary>
    int Draw(int limit);
}
