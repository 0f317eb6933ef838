using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>Begins the conversations of one bot, and lets them go on.</summary>
internal sealed class ConversationRunner(string bot, ConversationSet set)
{
    private const string Key = "conversation";
    private const int MaxEvents = 16;
    private const int MaxArguments = 4000;

    /// <summary>For how long a conversation that is over knows what belonged to it, and who answers too late is told so.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromDays(1);

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

    /// <summary>Whether a message belongs to a conversation of one of these bots, or did.</summary>
    public static async Task<bool> IsTakenAsync(
        IEnumerable<BotDescriptor> bots, MessageReceived message, HandlerState state, CancellationToken cancellationToken)
    {
        foreach (var one in bots.Where(one => one.HasConversations))
        {
            var record = await state.GetAsync<ConversationRecord>(AddressOf(one.Name, message), cancellationToken);
            if (record is not null && (IsKnown(record, message) || !(record.IsOver || record.Deadline < state.Now)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Begins a conversation; one that runs ends.</summary>
    /// <exception cref="InvalidOperationException">There is no such conversation.</exception>
    public Task BeginAsync(string name, MessageReceived message, BotContext context, CancellationToken cancellationToken)
    {
        var conversation = set.Conversations.GetValueOrDefault(name) ?? throw new InvalidOperationException(
            $"The bot '{bot}' has no conversation '{name}'. It has {string.Join(", ", set.Conversations.Keys)}.");
        var arguments = CommandSyntax.TryRead(message.Text, out _, out var rest) ? rest.ToString() : message.Text;
        var record = new ConversationRecord
        {
            Name = name,
            Version = conversation.Options.Version,
            Arguments = arguments[..Math.Min(arguments.Length, MaxArguments)],
        };
        return RunAsync(conversation, record, null, message, context, cancellationToken);
    }

    /// <summary>What the conversation of the user and the dialog does with a message.</summary>
    /// <returns>Null when the message belongs to none.</returns>
    public async ValueTask<Continuation?> FindAsync(
        MessageReceived message, IBotCatalog catalog, BotContext context, CancellationToken cancellationToken)
    {
        var record = await context.Memory.GetAsync<ConversationRecord>(AddressOf(bot, message), cancellationToken);
        if (record is null || (record.IsOver && !IsKnown(record, message)))
        {
            return null;
        }

        if (IsKnown(record, message))
        {
            return Continuation.None;
        }

        if (message.Origin.Sequence < record.Sequence)
        {
            context.Memory.Backend.Tell(
                bot, $"A message that was tried again is no answer: the conversation '{record.Name}' has gone on without it.");
            return Continuation.None;
        }

        var conversation = set.Conversations.GetValueOrDefault(record.Name);
        var texts = conversation?.Options.Texts ?? set.Texts;
        if (record.Deadline < context.Memory.Now)
        {
            return new Continuation(ContinuationKind.Late, async (_, token) =>
            {
                Save(Ended(record), Aftermath, context, message); // the message does not belong to it
                await context.ReplyAsync(message, texts.TimedOut, token);
            });
        }

        if (texts.CancelWords.Contains(message.Text.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            return End(record, texts.Cancelled, message, context);
        }

        if (conversation?.Options.TakesCommands != true && IsCommand(message, catalog))
        {
            return null;
        }

        var isSame = conversation is not null && conversation.Options.Version == record.Version;
        if (!isSame && conversation?.Options.WhenChanged != WhenChanged.Restart)
        {
            context.Memory.Backend.Tell(
                bot, $"The conversation '{record.Name}' ends: version '{record.Version}' of it has begun it, and is there no more.");
            return End(record, texts.Changed, message, context);
        }

        return new Continuation(ContinuationKind.Answer, (_, token) => RunAsync(
            conversation!,
            isSame ? record : record with { Version = conversation!.Options.Version, Steps = [], Question = null },
            isSame ? message : null,
            message,
            context,
            token));
    }

    private Continuation End(ConversationRecord record, string said, MessageReceived message, BotContext context) =>
        new(ContinuationKind.Aside, (_, token) => EndAsync(record, said, message, context, token));

    private static StateAddress AddressOf(string bot, MessageReceived message) =>
        new(bot, HandlerState.Owner("talk", message.Origin.Account, message.Sender.Id, message.Dialog.Id), Key);

    private static bool IsKnown(ConversationRecord record, MessageReceived message) =>
        record.Events.Contains(message.Origin.EventId, StringComparer.Ordinal);

    private static bool IsCommand(MessageReceived message, IBotCatalog catalog) =>
        CommandSyntax.TryRead(message.Text, out var name, out _) && catalog.FindCommand(name) is not null;

    private async Task RunAsync(
        Conversation conversation,
        ConversationRecord record,
        MessageReceived? answer,
        MessageReceived message,
        BotContext context,
        CancellationToken cancellationToken)
    {
        var texts = conversation.Options.Texts ?? set.Texts;
        var talk = new Talk(record, answer, message, texts, context, context.Memory.Backend.Time, cancellationToken);
        try
        {
            await conversation.Handler(talk);
            talk.CheckReturn();
        }
        catch (TalkStoppedException)
        {
            // It says itself why.
        }

        if (talk.End == TalkEnd.Waiting)
        {
            var waiting = record with
            {
                Steps = talk.Steps,
                Question = talk.Question,
                Deadline = context.Memory.Now + conversation.Options.Timeout,
            };
            Save(WithEvent(waiting, message), conversation.Options.Timeout + Aftermath, context, message);
            return;
        }

        if (talk.End == TalkEnd.Broken)
        {
            context.Memory.Backend.Tell(
                bot,
                $"The conversation '{record.Name}' ends, because its handler does not do again what it did: {talk.Problem}. What is not the "
                + "same each time has to come from the talk; what asks something else needs another Version.");
        }

        await EndAsync(record, talk.End == TalkEnd.Broken ? texts.Broken : null, message, context, cancellationToken);
    }

    private async Task EndAsync(
        ConversationRecord record, string? said, MessageReceived message, BotContext context, CancellationToken cancellationToken)
    {
        Save(WithEvent(Ended(record), message), Aftermath, context, message);
        if (said is not null)
        {
            await context.ReplyAsync(message, said, cancellationToken);
        }
    }

    private void Save(ConversationRecord record, TimeSpan expiresAfter, BotContext context, MessageReceived message) =>
        context.Memory.Set(AddressOf(bot, message), record, expiresAfter);

    private static ConversationRecord Ended(ConversationRecord record) =>
        record with { IsOver = true, Steps = [], Question = null, Arguments = "" };

    private static ConversationRecord WithEvent(ConversationRecord record, MessageReceived message) => record with
    {
        Events = [.. record.Events.Append(message.Origin.EventId).TakeLast(MaxEvents)],
        Sequence = message.Origin.Sequence ?? record.Sequence,
    };
}
