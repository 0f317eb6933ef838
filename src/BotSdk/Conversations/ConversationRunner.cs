using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>Begins the conversations of one bot, and lets them go on.</summary>
internal sealed class ConversationRunner(string bot, ConversationSet set)
{
    private const int MaxArguments = 4000;

    /// <summary>How much later than it was set a timer may come for nothing else than that.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly ConversationMemory _memory = new(bot);
    private readonly AwaitedSends _awaited = new(bot);

    /// <summary>What the bot has to hear for its conversations, besides messages.</summary>
    public IReadOnlyList<Type> Events { get; } =
        set.Conversations.Values.Any(one => one.Options.AwaitsFates) ? AwaitedSends.Events : [];

    /// <summary>The conversations of a bot; null when it has none.</summary>
    /// <param name="name">The bot's name.</param>
    /// <param name="bot">The bot.</param>
    /// <param name="set">What it has named already; gets the rest.</param>
    public static ConversationRunner? Of(string name, object bot, ConversationSet set)
    {
        (bot as IConversationBot)?.Define(set);
        return set.Conversations.Count > 0 ? new ConversationRunner(name, set)
            : bot is IConversationBot
                ? throw new BotDefinitionException($"The bot '{name}' ({bot.GetType().Name}) defines no conversation: name one.")
                : null;
    }

    /// <summary>Ends the conversation whose question was not answered by the time of the timer, or lets it go on without what it waited for.</summary>
    public async Task TimeOutAsync(TimerFired timer, BotContext context, CancellationToken cancellationToken)
    {
        var place = ConversationMemory.PlaceOf(timer);
        var record = await _memory.FindAsync(place, context, cancellationToken);
        if (record is null || record.IsOver || record.Deadline > timer.Origin.OccurredAt)
        {
            return; // answered while the timer was on its way
        }

        if (ConversationMemory.IsFirst(timer) && context.Memory.Now - timer.Origin.OccurredAt > Grace)
        {
            // No host ran at that time: what was answered meanwhile may still be on its way.
            await ConversationMemory.PutOffAsync(timer, Grace, context, cancellationToken);
            return;
        }

        if (record.Awaited is not null)
        {
            await GoOnAsync(record, new TalkNews(null, SendFate.TimedOut), place, null, context, cancellationToken);
            return;
        }

        await EndAsync(record, TextsOf(record).TimedOut, place, null, context, cancellationToken);
    }

    /// <summary>Lets the conversation go on that waits for what this event tells, if there is one.</summary>
    public async Task HearAsync(IAccountEvent @event, BotContext context, CancellationToken cancellationToken)
    {
        if (await _awaited.HearAsync(@event, context, cancellationToken) is { } report
            && await _memory.FindAsync(report.Place, context, cancellationToken) is { IsOver: false } record
            && record.Awaited?.CommandId == report.CommandId)
        {
            await GoOnAsync(record, new TalkNews(null, report.Fate), report.Place, null, context, cancellationToken);
        }
    }

    /// <summary>Begins a conversation; one that runs ends.</summary>
    /// <exception cref="InvalidOperationException">There is no such conversation.</exception>
    public async Task BeginAsync(string name, MessageReceived message, BotContext context, CancellationToken cancellationToken)
    {
        var conversation = set.Conversations.GetValueOrDefault(name) ?? throw new InvalidOperationException(
            $"The bot '{bot}' has no conversation '{name}'. It has {string.Join(", ", set.Conversations.Keys)}.");
        var arguments = CommandSyntax.TryRead(message.Text, out _, out var rest) ? rest.ToString() : message.Text;
        if (arguments.Length > MaxArguments)
        {
            await context.ReplyAsync(message, (conversation.Options.Texts ?? set.Texts).TooLong, cancellationToken);
            return;
        }

        var place = TalkPlace.Of(message);
        var before = await _memory.FindAsync(place, context, cancellationToken);
        var record = new ConversationRecord
        {
            Name = name,
            Version = conversation.Options.Version,
            Arguments = arguments,
            First = message.Origin.Sequence,
            Events = before?.Events ?? [],
        };
        await RunAsync(conversation, record, null, place, message, context, cancellationToken);
    }

    /// <summary>What the conversation of the user and the dialog does with a message.</summary>
    /// <returns>Null when the message belongs to none.</returns>
    public async ValueTask<Continuation?> FindAsync(
        MessageReceived message, IBotCatalog catalog, BotContext context, CancellationToken cancellationToken)
    {
        var place = TalkPlace.Of(message);
        var record = await _memory.FindAsync(place, context, cancellationToken);
        if (record?.Knows(message) == true)
        {
            return Continuation.None;
        }

        if (record is null || record.IsOver)
        {
            return null;
        }

        if (record.IsAfter(message))
        {
            return null; // tried again, and of the time before they talked
        }

        var conversation = set.Conversations.GetValueOrDefault(record.Name);
        var texts = TextsOf(record);
        var isCommand = conversation?.Options.TakesCommands != true && IsCommand(message, catalog);
        if (message.Origin.Sequence < record.Sequence)
        {
            if (isCommand || record.Awaited is not null)
            {
                return null;
            }

            context.Memory.Backend.Tell(
                bot, $"A message that was tried again is no answer: the conversation '{record.Name}' has gone on without it.");
            return Continuation.None;
        }

        if (record.Awaited is null && record.IsTooLate(message, context.Memory.Now))
        {
            return new Continuation(ContinuationKind.Late, async (_, token) =>
            {
                await _memory.SaveAsync(record.Ended(), place, context, token); // the message does not belong to it
                await context.ReplyAsync(message, texts.TimedOut, token);
            });
        }

        if (texts.CancelWords.Contains(message.Text.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            return End(record, texts.Cancelled, message, context);
        }

        if (record.Awaited is not null || isCommand)
        {
            return null;
        }

        var goesOn = IsSame(record) || conversation?.Options.WhenChanged == WhenChanged.Restart;
        return new Continuation(
            goesOn ? ContinuationKind.Answer : ContinuationKind.Aside,
            (_, token) => GoOnAsync(record, new TalkNews(message, null), place, message, context, token));
    }

    /// <summary>Lets a conversation go on, of another version as its options say.</summary>
    private Task GoOnAsync(
        ConversationRecord record,
        TalkNews? news,
        TalkPlace place,
        MessageReceived? message,
        BotContext context,
        CancellationToken cancellationToken)
    {
        var conversation = set.Conversations.GetValueOrDefault(record.Name);
        if (conversation is not null && IsSame(record))
        {
            return RunAsync(conversation, record, news, place, message, context, cancellationToken);
        }

        if (conversation?.Options.WhenChanged == WhenChanged.Restart)
        {
            var anew = record with { Version = conversation.Options.Version, Steps = [], Question = null, Awaited = null };
            return RunAsync(conversation, anew, null, place, message, context, cancellationToken);
        }

        context.Memory.Backend.Tell(
            bot, $"The conversation '{record.Name}' ends: version '{record.Version}' of it has begun it, and is there no more.");
        return EndAsync(record, TextsOf(record).Changed, place, message, context, cancellationToken);
    }

    private Continuation End(ConversationRecord record, string said, MessageReceived message, BotContext context) => new(
        ContinuationKind.Aside, (_, token) => EndAsync(record, said, TalkPlace.Of(message), message, context, token));

    private bool IsSame(ConversationRecord record) =>
        set.Conversations.GetValueOrDefault(record.Name)?.Options.Version == record.Version;

    private ConversationTexts TextsOf(ConversationRecord record) =>
        set.Conversations.GetValueOrDefault(record.Name)?.Options.Texts ?? set.Texts;

    private static bool IsCommand(MessageReceived message, IBotCatalog catalog) =>
        CommandSyntax.TryRead(message.Text, out var name, out _) && catalog.FindCommand(name) is not null;

    private async Task RunAsync(
        Conversation conversation,
        ConversationRecord record,
        TalkNews? news,
        TalkPlace place,
        MessageReceived? message,
        BotContext context,
        CancellationToken cancellationToken)
    {
        var (options, texts) = (conversation.Options, TextsOf(record));
        var talk = new Talk(
            record, news, place, texts, options.AwaitsFates, context, context.Memory.Backend.Time, cancellationToken);
        context.IsTalking = true;
        try
        {
            await conversation.Handler(talk);
            talk.CheckReturn();
        }
        catch (TalkStoppedException)
        {
            // It says itself why.
        }
        finally
        {
            context.IsTalking = false;
        }

        var problem = talk.Problem;
        if (talk.End == TalkEnd.Waiting)
        {
            problem = await TryWaitAsync(record.With(message), talk, options, place, context, cancellationToken);
            if (problem is null)
            {
                return;
            }
        }

        if (problem is not null)
        {
            context.Memory.Backend.Tell(bot, $"The conversation '{record.Name}' ends, because {problem}.");
        }

        await EndAsync(record, problem is null ? null : texts.Broken, place, message, context, cancellationToken);
    }

    /// <returns>Why it cannot wait; null when it does.</returns>
    private async Task<string?> TryWaitAsync(
        ConversationRecord record,
        Talk talk,
        ConversationOptions options,
        TalkPlace place,
        BotContext context,
        CancellationToken cancellationToken)
    {
        var patience = talk.Awaited?.AtMost ?? (options.HasTimeout ? options.Timeout : null);
        var waiting = record with
        {
            Steps = talk.Steps,
            Question = talk.Question,
            Awaited = talk.Awaited,
            Deadline = context.Memory.Now + patience,
        };
        try
        {
            await _memory.SaveAsync(waiting, place, context, cancellationToken);
        }
        catch (StateException error)
        {
            return $"it cannot be kept: {error.Message}";
        }

        if (talk.Awaited is { } awaited)
        {
            _awaited.Await(place, awaited, context);
        }

        return null;
    }

    private async Task EndAsync(
        ConversationRecord record,
        string? said,
        TalkPlace place,
        MessageReceived? message,
        BotContext context,
        CancellationToken cancellationToken)
    {
        await _memory.SaveAsync(record.Ended().With(message), place, context, cancellationToken);
        if (said is not null)
        {
            await context.SayAsync(place.Dialog, said, cancellationToken);
        }
    }
}
