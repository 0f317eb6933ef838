using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk;

/// <summary>
/// What a bot can do while it handles one event. Of no use once the handler has returned. The short ways to say common things,
/// such as <see cref="WritingExtensions.ReplyAsync(IBotContext, MessageReceived, string, CancellationToken)"/>, are extension
/// methods of it.
/// </summary>
public interface IBotContext
{
    /// <summary>Which account saw the event, and when. The account is the one that acts.</summary>
    EventOrigin Origin { get; }

    /// <summary>The host's clock, by which what is remembered expires and limits count; a test moves it.</summary>
    TimeProvider Time { get; }

    /// <summary>What the bot remembers.</summary>
    IBotState State { get; }

    /// <summary>What the bot has put off: commands that leave later, and timers.</summary>
    IBotSchedule Schedule { get; }

    /// <summary>
    /// How whoever runs the host has set the bot, for the account and a dialog, just now: <c>Bots:NAME:KEY</c>, and what was set since.
    /// </summary>
    /// <typeparam name="TSettings">Has a property for each key; those of which nothing is said keep their value.</typeparam>
    /// <param name="dialog">Null for what is said for all dialogs.</param>
    /// <exception cref="InvalidOperationException">A value does not fit its property.</exception>
    TSettings GetSettings<TSettings>(DialogRef? dialog)
        where TSettings : class, new();

    /// <summary>
    /// A part of what bots can do that not every network offers, for example <see cref="Capabilities.IUnread"/>; null when the
    /// account's network lacks it. <see cref="Capabilities.CapabilityExtensions"/> has a name for each.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such capability.</exception>
    TCapability? Find<TCapability>()
        where TCapability : class;

    /// <summary>
    /// Puts a command in line. It leaves when the handler has succeeded, and never when it fails; several leave in the order in
    /// which they were put in line.
    /// </summary>
    /// <param name="make">Makes the command under the id that it is given.</param>
    /// <param name="cancellationToken">Checked before.</param>
    /// <returns>The command's id, which <see cref="MessageSent"/> and <see cref="CommandFailed"/> name later.</returns>
    /// <exception cref="ArgumentException">The command has another id.</exception>
    Task<string> QueueAsync(Func<string, IReliableCommand> make, CancellationToken cancellationToken);

    /// <summary>
    /// Names a command that goes along with a request, to be carried out now (<see cref="SendingNowExtensions"/>). A handler that is called again
    /// for the same event gets the same ids in the same order, so what is sent twice is one message.
    /// </summary>
    string NewCommandId();

    /// <summary>Begins a conversation with the sender of a message, where it was written; one that runs there ends.</summary>
    /// <param name="name">As it was given to <see cref="ConversationSet.On"/>.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Given to the conversation.</param>
    /// <exception cref="InvalidOperationException">The bot has no such conversation.</exception>
    Task BeginConversationAsync(string name, MessageReceived message, CancellationToken cancellationToken);

    /// <summary>
    /// Carries out a command that is not worth repeating. It leaves at once, whatever becomes of the handler, and may get lost.
    /// </summary>
    /// <exception cref="ArgumentException">The command is an <see cref="IReliableCommand"/>: put it in line.</exception>
    Task SendAtOnceAsync(IChatCommand command, CancellationToken cancellationToken);

    /// <summary>
    /// Has an account do or find out something now, whatever becomes of the handler, and waits for the answer. A handler that is
    /// called again asks again.
    /// </summary>
    /// <exception cref="RequestFailedException">There is no answer.</exception>
    Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class;
}
