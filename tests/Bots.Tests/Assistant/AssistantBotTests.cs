using System.Runtime.CompilerServices;
using BotPlatform.Bots.Assistant;
using BotPlatform.Bots.Help;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Tests.Assistant;

public sealed class AssistantBotTests
{
    private readonly Logs _logs = new();
    private readonly ManualClock _clock = new();
    private readonly Model _model = new();
    private readonly AssistantOptions _options = new() { Key = "sk-secret", Model = "small", SystemPrompt = "Be kind." };
    private readonly BotHarness<AssistantBot> _bot;

    public AssistantBotTests() => _bot = Make();

    [Fact]
    public async Task It_answers_what_somebody_writes_to_it_alone_and_shows_that_it_is_typing()
    {
        await AskAsync("How are you?");

        Assert.Equal("Fine.", Assert.Single(_bot.Sent).Text);
        Assert.Single(_bot.Typing);
        Assert.Equal("system: Be kind. | user: How are you?", _model.Asked[0]);
    }

    [Fact]
    public async Task In_a_group_it_answers_only_who_mentions_it_and_hears_nothing_else()
    {
        await _bot.ReceiveAsync(Sample.GroupMessage("my secret"), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.GroupMessage("@assistant how are you?"), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.GroupMessage("@assistant"), TestTimeout.Token);

        Assert.Single(_bot.Sent);
        Assert.Equal("system: Be kind. | user: how are you?", Assert.Single(_model.Asked));
    }

    [Fact]
    public async Task It_remembers_the_last_turns_of_a_dialog_until_it_is_to_forget_them()
    {
        _options.MemoryTurns = 2;
        foreach (var question in new[] { "one", "two", "three", "four" })
        {
            await AskAsync(question);
        }

        Assert.Equal("system: Be kind. | user: two | assistant: Fine. | user: three | assistant: Fine. | user: four", _model.Asked[^1]);
        await _bot.ReceiveAsync(Sample.Message("!forget"), TestTimeout.Token);
        await AskAsync("five");

        Assert.Equal("I have forgotten what we said here.", _bot.Sent[^2].Text);
        Assert.Equal("system: Be kind. | user: five", _model.Asked[^1]);
    }

    [Fact]
    public async Task What_it_remembers_has_a_budget_and_fits()
    {
        _options.MemoryTokens = 12_000;
        for (var i = 0; i < 9; i++)
        {
            await AskAsync(new string('\u0001', 7_999) + i);
        }

        Assert.Equal(9, _bot.Sent.Count);
        Assert.True(_model.Asked[^1].Length < 60_000);
    }

    [Fact]
    public async Task A_dialog_has_a_budget_for_each_day()
    {
        (_options.DailyTokens, _model.Tokens) = (100, 60);

        await AskAsync("one");
        await AskAsync("two");
        await AskAsync("three");
        await _bot.ReceiveAsync(Sample.Message("other") with { Dialog = new DialogRef("102") }, TestTimeout.Token);
        _clock.Advance(TimeSpan.FromDays(1));
        await AskAsync("four");

        Assert.Equal(
            ["Fine.", "Fine.", "I have talked enough here for today. Ask me again tomorrow.", "Fine.", "Fine."],
            _bot.Sent.Select(sent => sent.Text));
    }

    [Theory]
    [InlineData("Refused", null, "I cannot think at the moment. Please ask me again later.")]
    [InlineData("Broken", null, "I cannot think at the moment. Please ask me again later.")]
    [InlineData("Busy", null, "I am very busy. Please ask me again later.")]
    [InlineData("Busy", 20, "I am very busy. Please ask me again in 20 seconds.")]
    [InlineData("Busy", 1_000_000, "I am very busy. Please ask me again later.")]
    public async Task A_failure_is_a_polite_sentence_and_a_line_in_the_log(string kind, int? retryAfter, string sentence)
    {
        _model.Failure = new ChatFailureException(Enum.Parse<ChatFailureKind>(kind), "The endpoint answered with 500.")
        {
            RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        _model.Parts = [];

        await AskAsync("my question");

        Assert.Equal(sentence, Assert.Single(_bot.Sent).Text);
        Assert.Equal($"Warning: The assistant has no answer ({kind}): The endpoint answered with 500.", Assert.Single(_logs.Lines));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_shown_and_not_remembered()
    {
        _model.Failure = new ChatFailureException(ChatFailureKind.Cut, "The endpoint stopped in the middle of an answer.");

        await AskAsync("one");
        _model.Failure = null;
        await AskAsync("two");

        Assert.Equal("Fine.\n(My answer broke off here.)", _bot.Sent[0].Text);
        Assert.Equal("system: Be kind. | user: two", _model.Asked[^1]);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_given_up()
    {
        (_model.Parts, _model.IsStuck) = ([], true);
        var asking = AskAsync("one");
        await _model.Stuck.Task.WaitAsync(TestTimeout.Token);

        _clock.Advance(_options.Timeout);
        await asking;

        Assert.Equal("That takes me too long. Please ask me again later.", Assert.Single(_bot.Sent).Text);
        Assert.Contains("took longer", Assert.Single(_logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_answer_grows_in_its_message_and_never_faster_than_it_may()
    {
        _model.Parts = Growing("One", " two", " three", " four", " five");

        await AskAsync("Count!");

        Assert.Equal(["One two three …"], _bot.Sent.Select(sent => sent.Text));
        Assert.Equal(
            ["One two three four five …", "One two three four five"], _bot.CommandsOf<EditMessage>().Select(edit => edit.Text));
    }

    [Fact]
    public async Task Where_the_network_does_not_edit_the_whole_answer_follows()
    {
        _bot.Answer<EditMessageNow, Done>(_ => throw new RequestFailedException("No edits.", RequestFailedException.NotSupported));
        _model.Parts = Growing("One", " two", " three", " four", " five");

        await AskAsync("Count!");

        Assert.Equal(["One two three …", "One two three four five"], _bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_while_it_grows_says_so_in_its_message()
    {
        _model.Parts = Growing("One", " two", " three");
        _model.Failure = new ChatFailureException(ChatFailureKind.Cut, "The endpoint stopped in the middle of an answer.");

        await AskAsync("Count!");

        Assert.Equal("One two three\n(My answer broke off here.)", Assert.Single(_bot.CommandsOf<EditMessage>()).Text);
    }

    [Fact]
    public async Task It_can_be_told_to_show_the_answer_as_a_whole()
    {
        _options.EditEvery = TimeSpan.Zero;
        _model.Parts = Growing("One", " two", " three");

        await AskAsync("Count!");

        Assert.Equal("One two three", Assert.Single(_bot.Sent).Text);
    }

    [Fact]
    public async Task A_content_filter_ends_in_a_sentence()
    {
        _model.FinishReason = ChatFinishReason.ContentFilter;

        await AskAsync("one");

        Assert.Equal("I would rather not answer that.", Assert.Single(_bot.Sent).Text);
    }

    [Theory]
    [InlineData("\u0000 \n\uFFFE\uD800", "I cannot think at the moment. Please ask me again later.")]
    [InlineData(" a\u0000\tb\n👨‍👩‍👧‍👦 ", "a\tb\n👨‍👩‍👧‍👦")]
    public async Task An_answer_is_made_fit_for_a_message(string answer, string text)
    {
        _model.Parts = [answer];

        await AskAsync("one");

        Assert.Equal(text, Assert.Single(_bot.Sent).Text);
    }

    [Fact]
    public async Task An_endless_answer_has_an_end()
    {
        _model.Parts = Enumerable.Repeat(new string('x', 100), 100_000);

        await AskAsync("one");

        Assert.Equal($"{new string('x', 10_000)}…", Assert.Single(_bot.Sent).Text);
    }

    [Fact]
    public async Task Sixty_four_kilobytes_are_refused_without_asking()
    {
        await AskAsync(new string('x', 65_536));

        Assert.Equal("That is too long for me. Please say it in fewer words.", Assert.Single(_bot.Sent).Text);
        Assert.Empty(_model.Asked);
    }

    [Fact]
    public async Task The_hint_is_for_commands_that_nobody_has_and_the_rest_for_the_assistant()
    {
        var help = new BotHarness<HelpBot>(catalog => new HelpBot(catalog), _bot.Bot);

        foreach (var text in new[] { "good morning", "!dance", "" })
        {
            await help.ReceiveAsync(Sample.Message(text), TestTimeout.Token);
            await AskAsync(text);
        }

        Assert.Equal("I did not understand that. !help lists what I can do.", Assert.Single(help.Sent).Text);
        Assert.Single(_bot.Sent);
    }

    [Fact]
    public async Task What_another_bot_knows_is_left_to_it()
    {
        var bot = Make(new InlineBot(other => other.OnMessage(
            message => message.Text.Contains("weather", StringComparison.Ordinal) ? message : null, () => "Sunny.")));

        await bot.ReceiveAsync(Sample.Message("weather?"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("@assistant weather?"), TestTimeout.Token);

        Assert.Empty(bot.Sent);
    }

    private BotHarness<AssistantBot> Make(params object[] others)
    {
        var logger = new LoggerFactory([_logs]).CreateLogger<AssistantBot>();
        return new(catalog => new AssistantBot(_model, Options.Create(_options), catalog, _clock, logger), others) { Time = _clock };
    }

    // Half a second a part.
    private IEnumerable<string> Growing(params string[] parts) => parts.Select((part, index) =>
    {
        _clock.Advance(TimeSpan.FromSeconds(index == 0 ? 0 : 0.5));
        return part;
    });

    private Task AskAsync(string text) => _bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

    private sealed class Model : IChatClient
    {
        public List<string> Asked { get; } = [];

        public IEnumerable<string> Parts { get; set; } = ["Fi", "ne."];

        public Exception? Failure { get; set; }

        public int? Tokens { get; set; }

        public ChatFinishReason FinishReason { get; set; } = ChatFinishReason.Stop;

        public bool IsStuck { get; set; }

        public TaskCompletionSource Stuck { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Asked.Add(string.Join(" | ", messages.Select(one => $"{one.Role.Value}: {one.Text}")));
            foreach (var part in Parts)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, part);
            }

            if (IsStuck)
            {
                Stuck.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            if (Failure is not null)
            {
                throw Failure;
            }

            if (Tokens is { } tokens)
            {
                yield return new ChatResponseUpdate(null, [new UsageContent(new UsageDetails { TotalTokenCount = tokens })]);
            }

            yield return new ChatResponseUpdate { FinishReason = FinishReason };
        }

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
