using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Polls;

/// <summary>
/// Asks a question and counts the votes, one poll at a time in a dialog: <c>!poll "Lunch?" Pizza, Sushi</c>. People vote with
/// <c>!vote 2</c> or a reaction, and the message shows the tally.
/// </summary>
public sealed class PollBot(IBotCatalog catalog)
    : ICommandBot, IHandle<ReactionsChanged>, IHandle<CommandFailed>
{
    private const string Key = "poll";

    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(90);

    private readonly PollTexts _texts = PollTexts.In(catalog.Texts.Language);

    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        commands.Add("poll", "\"QUESTION\" ONE, OTHER... [--multiple] | results | close", "Asks everybody here.", PollAsync)
            .Describe("de", "Fragt alle hier.");
        commands.Add("vote", "Votes in the poll; 0 takes it back.", VoteAsync)
            .Describe("de", "Stimmt ab; 0 nimmt die Stimme zurück.");
    }

    /// <inheritdoc />
    public async Task HandleAsync(ReactionsChanged reactions, IBotContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(reactions.Dialog, context, cancellationToken) is { IsClosed: false } poll
            && poll.MessageId == reactions.MessageId)
        {
            var next = poll.React(reactions.User, reactions.Added, reactions.Removed);
            await ChangeAsync(poll, next, reactions.Dialog, context, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task HandleAsync(CommandFailed failed, IBotContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(failed.Dialog, context, cancellationToken) is { } poll
            && await context.State.OfDialog(failed.Dialog).GetAsync<string>("edit", cancellationToken) == failed.CommandId)
        {
            TryKeep(poll with { IsFixed = true }, failed.Dialog, context);
        }
    }

    private static Task<Poll?> FindAsync(DialogRef dialog, IBotContext context, CancellationToken cancellationToken) =>
        context.State.OfDialog(dialog).GetAsync<Poll>(Key, cancellationToken);

    private static bool TryKeep(Poll poll, DialogRef dialog, IBotContext context)
    {
        try
        {
            context.State.OfDialog(dialog).Set(Key, poll, Forgotten);
            return true;
        }
        catch (StateException)
        {
            return false; // so many votes that they do not fit
        }
    }

    private async Task PollAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var answer = command.Rest.ToLowerInvariant() switch
        {
            "results" => await FindAsync(command.Message.Dialog, context, cancellationToken) is { } poll
                ? _texts.Show(poll)
                : _texts.None,
            "close" => await CloseAsync(command, context, cancellationToken),
            _ => await BeginAsync(command, context, cancellationToken),
        };
        if (answer is not null)
        {
            await context.ReplyAsync(command, answer, cancellationToken);
        }
    }

    private async Task<string?> BeginAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        if (PollRequest.Read(command.Rest, _texts, out var problem) is not { } request)
        {
            return problem;
        }

        var dialog = command.Message.Dialog;
        if (await FindAsync(dialog, context, cancellationToken) is { IsClosed: false })
        {
            return _texts.OneAtATime;
        }

        // Now, because reactions name the message by its id.
        var poll = new Poll(request.Question, request.Options, request.IsMultiple, command.Message.Sender, MessageId: "");
        var id = await context.SendNowAsync(command.Message, _texts.Show(poll), cancellationToken);
        TryKeep(poll with { MessageId = id }, dialog, context);
        return null;
    }

    private async Task<string?> CloseAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var dialog = command.Message.Dialog;
        if (await FindAsync(dialog, context, cancellationToken) is not { IsClosed: false } poll)
        {
            return _texts.None;
        }

        if (poll.Author != command.Message.Sender
            && await new Asker(command.Message, context).FindRoleAsync(cancellationToken) is not (DialogRole.Admin or DialogRole.Owner))
        {
            return _texts.NotYours;
        }

        var closed = poll with { IsClosed = true };
        await ChangeAsync(poll, closed, dialog, context, cancellationToken);
        return _texts.Show(closed);
    }

    private async Task<string> VoteAsync(
        Command command, IBotContext context, CancellationToken cancellationToken, params int[] numbers)
    {
        var (dialog, user) = (command.Message.Dialog, command.Message.Sender);
        if (await FindAsync(dialog, context, cancellationToken) is not { } poll)
        {
            return _texts.None;
        }

        if (poll.IsClosed)
        {
            return _texts.Closed;
        }

        if (numbers is [0])
        {
            await ChangeAsync(poll, poll.TakeBack(user), dialog, context, cancellationToken);
            return _texts.TakenBack;
        }

        if (numbers.Length == 0 || !numbers.All(poll.Has))
        {
            return string.Format(null, _texts.NoSuchOption, poll.Options.Count);
        }

        if (!poll.IsMultiple && numbers.Length > 1)
        {
            return _texts.OneOnly;
        }

        var next = numbers.Aggregate(poll, (one, number) => one.Choose(user, number));
        return await ChangeAsync(poll, next, dialog, context, cancellationToken)
            ? string.Format(null, _texts.Noted, string.Join(", ", numbers.Distinct().Select(number => poll.Options[number - 1])))
            : _texts.Full;
    }

    // The message changes when what it shows does.
    private async Task<bool> ChangeAsync(
        Poll before, Poll after, DialogRef dialog, IBotContext context, CancellationToken cancellationToken)
    {
        if (!TryKeep(after, dialog, context))
        {
            return false;
        }

        var text = _texts.Show(after);
        if (!after.IsFixed && text != _texts.Show(before))
        {
            var edit = await context.EditAsync(dialog, after.MessageId, text, cancellationToken);
            context.State.OfDialog(dialog).Set("edit", edit, Forgotten);
        }

        return true;
    }
}
