using System.Text;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Messages;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Assistant;

/// <summary>
/// Answers with a language model: in 1-1 dialogs what no other bot understands, in groups who mentions it and nothing else. It remembers the
/// last questions and answers of a dialog until <c>!forget</c>.
/// </summary>
internal sealed partial class AssistantBot(
    IChatClient model, IOptions<AssistantOptions> options, IBotCatalog catalog, TimeProvider time, ILogger<AssistantBot> logger)
    : IConfigureBot, IFallbackBot
{
    private const string MemoryKey = "memory";
    private const string UseKey = "use";
    private const int MaxQuestion = 8_000;

    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    private readonly AssistantOptions _options = options.Value;
    private readonly AssistantTexts _texts = AssistantTexts.In(catalog.Texts.Language);

    /// <inheritdoc />
    public void Configure(BotBuilder bot)
    {
        bot.OnCommand("forget", "Lets the assistant forget what was said here.", Forget)
            .Describe("de", "Lässt den Assistenten vergessen, was hier gesprochen wurde.");
        bot.OnMessage(FindMention, (Mention mention, IBotContext context, CancellationToken token) =>
            AnswerAsync(mention.Text, mention.Message, context, token));
    }

    /// <inheritdoc />
    public Task HandleUnansweredAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
        message.DialogKind == DialogKind.Direct && !CommandSyntax.TryRead(message.Text, out _, out _)
            ? AnswerAsync(message.Text.Trim(), message, context, cancellationToken)
            : Task.CompletedTask;

    // In a group, and when no other bot knows the answer.
    private Mention? FindMention(MessageReceived message) =>
        message.DialogKind == DialogKind.Group && Mention.Find(message, [_options.Name]) is { Text.Length: > 0 } mention
        && !catalog.At(message.Origin.Account, message.Dialog).Bots.Any(bot => bot.Type != typeof(AssistantBot) && bot.Picks?.Invoke(message) is true)
            ? mention
            : null;

    private string Forget(MessageReceived message, IBotContext context)
    {
        context.State.OfDialog(message.Dialog).Remove(MemoryKey);
        return _texts.Forgotten;
    }

    private async Task AnswerAsync(string question, MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        if (question.Length == 0)
        {
            return;
        }

        var bag = context.State.OfDialog(message.Dialog);
        var today = DateOnly.FromDateTime(context.Time.GetUtcNow().UtcDateTime);
        var use = await bag.GetAsync<DailyUse>(UseKey, cancellationToken) is { } known && known.Day == today ? known : new(today, 0);
        if (question.Length > MaxQuestion || use.Tokens >= _options.DailyTokens)
        {
            await context.ReplyAsync(message, question.Length > MaxQuestion ? _texts.TooLong : _texts.EnoughForToday, cancellationToken);
            return;
        }

        var memory = await bag.GetAsync<Memory>(MemoryKey, cancellationToken) ?? new Memory([]);
        ChatMessage[] asked =
            [new(ChatRole.System, _options.SystemPrompt), .. memory.Messages(), new(ChatRole.User, question)];
        IAnswerDisplay display = _options.EditEvery > TimeSpan.Zero
            ? new LiveAnswer(message, context, _options.EditEvery, time)
            : new WholeAnswer(message, context);
        var answer = await AskAsync(asked, display, cancellationToken);

        var tokens = answer.Tokens ?? (asked.Sum(one => Memory.TokensOf(one.Text)) + Memory.TokensOf(answer.Text));
        bag.Set(UseKey, use with { Tokens = use.Tokens + tokens }, TimeSpan.FromDays(2));
        if (answer.IsWhole)
        {
            Remember(memory.With(new Turn(question, answer.Text), _options.MemoryTurns, _options.MemoryTokens), bag);
        }

        await display.EndAsync(answer.Text, cancellationToken);
    }

    private async Task<Answer> AskAsync(ChatMessage[] asked, IAnswerDisplay display, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        long? tokens = null;
        var isFiltered = false;
        using var timeout = new CancellationTokenSource(_options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await display.BeginAsync(either.Token);
            var settings = new ChatOptions { ModelId = _options.Model, MaxOutputTokens = _options.AnswerTokens };
            await foreach (var update in model.GetStreamingResponseAsync(asked, settings, either.Token))
            {
                text.Append(update.Text);
                tokens = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details.TotalTokenCount ?? tokens;
                isFiltered |= update.FinishReason == ChatFinishReason.ContentFilter;
                if (text.Length > AnswerText.MaxLength)
                {
                    break; // nobody reads more
                }

                await display.GrowAsync(text, either.Token);
            }
        }
        catch (ChatFailureException failure)
        {
            LogFailed(failure.Kind, failure.Message);
            return Failed(text, _texts.Of(failure), tokens);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogSlow(_options.Timeout);
            return Failed(text, _texts.TooSlow, tokens);
        }

        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(ChatFailureKind.Broken, error.GetType().Name); // its message may hold what nobody should read
            return Failed(text, _texts.Broken, tokens);
        }

        var whole = AnswerText.Clean(text.ToString());
        return isFiltered || whole.Length == 0
            ? new Answer(isFiltered ? _texts.Filtered : _texts.Broken, tokens, IsWhole: false)
            : new Answer(whole, tokens, IsWhole: true);
    }

    // What is there of an answer is worth reading, but not remembering.
    private Answer Failed(StringBuilder text, string sentence, long? tokens)
    {
        var part = AnswerText.Clean(text.ToString());
        return new Answer(part.Length > 0 ? $"{part}\n{_texts.BrokenOff}" : sentence, tokens, IsWhole: false);
    }

    private static void Remember(Memory memory, IStateBag bag)
    {
        try
        {
            bag.Set(MemoryKey, memory, Forgotten);
        }
        catch (StateException)
        {
            bag.Remove(MemoryKey); // more than fits: tokens are only an estimate
        }
    }

    [LoggerMessage(LogLevel.Warning, "The assistant has no answer ({Kind}): {Problem}")]
    private partial void LogFailed(ChatFailureKind kind, string problem);

    [LoggerMessage(LogLevel.Warning, "The assistant has no answer: the endpoint took longer than {Timeout}.")]
    private partial void LogSlow(TimeSpan timeout);

    private sealed record Answer(string Text, long? Tokens, bool IsWhole);
}
