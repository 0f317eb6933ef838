using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotPlatform.BotSdk.Delegates;
using BotPlatform.BotSdk.State;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>One run of a conversation's handler: through what is remembered, and on from there.</summary>
/// <param name="record">What is remembered.</param>
/// <param name="news">What it waited for; null where there is nothing.</param>
/// <param name="place">Where, and with whom.</param>
/// <param name="texts">What is said besides the questions.</param>
/// <param name="mayAwait">Whether it hears what becomes of messages.</param>
/// <param name="context">Of the event.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellationToken">Of the event.</param>
internal sealed class Talk(
    ConversationRecord record,
    TalkNews? news,
    TalkPlace place,
    ConversationTexts texts,
    bool mayAwait,
    IBotContext context,
    TimeProvider time,
    CancellationToken cancellationToken) : ITalk
{
    /// <summary>How many steps a conversation may have.</summary>
    public const int MaxSteps = 500;

    private const int MaxName = 100;

    private readonly List<ConversationStep> _steps = [.. record.Steps];
    private MessageReceived? _answer = news?.Answer;
    private SendFate? _fate = news?.Fate;
    private int _position;

    public UserRef User => place.User;

    public DialogRef Dialog => place.Dialog;

    public string Arguments => record.Arguments;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>What its delegate can be given, which asks for no message.</summary>
    public Surroundings Surroundings => new(Message: null!, this, context, cancellationToken);

    /// <summary>Why the handler was stopped; null as long as it was not.</summary>
    public TalkEnd? End { get; private set; }

    /// <summary>What is broken; null for nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>What is not answered at the end of the run.</summary>
    public OpenQuestion? Question { get; private set; }

    /// <summary>The message of which it is not known at the end of the run what became of it.</summary>
    public AwaitedSend? Awaited { get; private set; }

    public IReadOnlyList<ConversationStep> Steps => _steps;

    private bool HasNews => _answer is not null || _fate is not null;

    /// <summary>The handler has returned: it must have come by everything that is remembered.</summary>
    /// <exception cref="TalkStoppedException">It has not.</exception>
    public void CheckReturn()
    {
        if (End is null && (_position < record.Steps.Count || HasNews))
        {
            throw Break("the handler has come to its end");
        }
    }

    /// <summary>The handler does not do again what it did.</summary>
    public TalkStoppedException Break(string what)
    {
        Problem = $"its handler does not do again what it did: at step {_position + 1} {what}. What is not the same each time has to come from the "
            + "talk; what asks something else needs another Version";
        return Stop(TalkEnd.Broken);
    }

    public async Task<T> AskAsync<T>(string question, AskOptions<T>? options = null)
        where T : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(question);
        options ??= new AskOptions<T>();
        AnswerParser.Check(options);
        var name = NameOf(question);
        if (TryReplay<T>(StepKind.Asked, name, out var value))
        {
            return value;
        }

        if (_answer is null)
        {
            ThrowIfAnswered("something is asked");
            throw await AskAgainAsync(Listed(question, options), new OpenQuestion(name, 0));
        }

        if (record.Question?.Text != name)
        {
            throw Break("another question is asked");
        }

        if (ProblemOf(_answer, options, out value) is not { } problem)
        {
            _answer = null;
            return Remember(StepKind.Asked, name, value);
        }

        if (record.Question.Failures + 1 < options.MaxTries)
        {
            throw await AskAgainAsync(problem, record.Question with { Failures = record.Question.Failures + 1 });
        }

        await WriteAsync(texts.GivenUp, MessageOptions.Default);
        throw Stop(TalkEnd.GivenUp);
    }

    public Task SayAsync(string text) => SayAsync(text, MessageOptions.Default);

    public async Task SayAsync(string text, MessageOptions options)
    {
        if (!TryReplay<bool>(StepKind.Said, null, out _))
        {
            ThrowIfAnswered("something is said");
            await WriteAsync(text, options);
            Remember(StepKind.Said, null, true);
        }
    }

    public async Task<SendFate> SayAndWaitAsync(string text, SendFate until, TimeSpan atMost, MessageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(atMost, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(atMost, ConversationOptions.MaxTimeout);
        if (until is not (SendFate.Sent or SendFate.Delivered or SendFate.Read))
        {
            throw new ArgumentOutOfRangeException(nameof(until), until, "Nobody waits for that.");
        }

        if (!mayAwait)
        {
            throw new InvalidOperationException(
                $"The conversation '{record.Name}' would not hear what becomes of a message: set {nameof(ConversationOptions.AwaitsFates)}.");
        }

        var name = NameOf(text);
        if (TryReplay<SendFate>(StepKind.Awaited, name, out var known))
        {
            return known;
        }

        if (_fate is { } come)
        {
            _fate = record.Awaited?.Text == name ? null : throw Break("another message is waited for");
            return Remember(StepKind.Awaited, name, come);
        }

        ThrowIfAnswered("a message is waited for");
        options ??= MessageOptions.Default;
        var id = await WriteAsync(text, until == SendFate.Sent ? options : options with { IsMarkable = true });
        Awaited = new AwaitedSend(name, id, until, atMost);
        throw Stop(TalkEnd.Waiting);
    }

    public async Task<T> RunAsync<T>(string name, Func<IBotContext, CancellationToken, Task<T>> act)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(act);
        if (TryReplay<T>(StepKind.Done, name, out var done))
        {
            return done;
        }

        ThrowIfAnswered($"'{name}' is done");
        return Remember(StepKind.Done, name, await act(context, cancellationToken));
    }

    public Task RunAsync(string name, Func<IBotContext, CancellationToken, Task> act) => RunAsync(name, async (bot, token) =>
    {
        await act(bot, token);
        return true;
    });

    public DateTimeOffset GetNow() => TryReplay<DateTimeOffset>(StepKind.Told, null, out var told)
        ? told
        : Remember(StepKind.Told, null, time.GetUtcNow());

    public int Draw(int limit) => TryReplay<int>(StepKind.Drawn, null, out var drawn)
        ? drawn
        : Remember(StepKind.Drawn, null, RandomNumberGenerator.GetInt32(limit));

    // A long text is known by all of it, and shows in a log how it begins.
    private static string NameOf(string text)
    {
        if (text.Length <= MaxName)
        {
            return text;
        }

        var shown = char.IsHighSurrogate(text[(MaxName / 2) - 1]) ? (MaxName / 2) - 1 : MaxName / 2;
        return $"{text.AsSpan(0, shown)}… {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))}";
    }

    private static string Listed<T>(string question, AskOptions<T> options)
        where T : notnull => string.Join(
            '\n', [question, .. options.Choices.Select((choice, index) => $"{index + 1}. {AnswerParser.Show(choice)}")]);

    private string? ProblemOf<T>(MessageReceived message, AskOptions<T> options, out T value)
        where T : notnull
    {
        value = default!;
        return message.Text.Length > options.MaxLength ? texts.TooLong
            : !AnswerParser.TryRead(message, options, out value) ? options.NotUnderstood ?? texts.NotUnderstood
            : options.Validate?.Invoke(value);
    }

    private async Task<Exception> AskAgainAsync(string text, OpenQuestion question)
    {
        ThrowIfStopped();
        await WriteAsync(text, MessageOptions.Default);
        Question = question;
        return Stop(TalkEnd.Waiting);
    }

    private Task<string> WriteAsync(string text, MessageOptions options) => context.SayAsync(Dialog, text, options, cancellationToken);

    private bool TryReplay<T>(StepKind kind, string? name, out T value)
    {
        ThrowIfStopped();
        value = default!;
        if (_position >= record.Steps.Count)
        {
            return false;
        }

        var step = record.Steps[_position];
        if (step.Kind != kind || step.Name != name)
        {
            throw Break($"{kind} comes where {step.Kind} came before");
        }

        try
        {
            value = step.Value is { } kept ? kept.Deserialize<T>(StateFormat.OptionsFor(typeof(T)))! : default!;
        }
        catch (JsonException)
        {
            throw Break($"what was {kind} is no {typeof(T).Name}");
        }

        _position++;
        return true;
    }

    private T Remember<T>(StepKind kind, string? name, T value)
    {
        ThrowIfAnswered($"something is {kind}");
        if (_steps.Count == MaxSteps)
        {
            Problem = $"it has more than {MaxSteps} steps";
            throw Stop(TalkEnd.Broken);
        }

        try
        {
            // The handler goes on with what it will get the next time, and not with something that gets lost on the way.
            var kept = JsonSerializer.SerializeToElement(value, StateFormat.OptionsFor(typeof(T)));
            _steps.Add(new ConversationStep(kind, name, kept));
            return kept.Deserialize<T>(StateFormat.OptionsFor(typeof(T)))!;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException)
        {
            throw new StateException(
                $"The conversation '{record.Name}' cannot remember a {typeof(T).Name}, which is no JSON: {error.Message}", error);
        }
    }

    /// <summary>Between what is remembered and its answer, nothing can be new.</summary>
    private void ThrowIfAnswered(string what)
    {
        if (HasNews)
        {
            throw Break(what);
        }
    }

    private void ThrowIfStopped()
    {
        if (End is not null)
        {
            throw new TalkStoppedException(); // a handler that went on although it was stopped
        }
    }

    private TalkStoppedException Stop(TalkEnd end)
    {
        End = end;
        return new TalkStoppedException();
    }
}
