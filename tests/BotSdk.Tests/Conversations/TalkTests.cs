using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Testing;

namespace BotPlatform.BotSdk.Tests.Conversations;

/// <summary>What a conversation's handler can ask for and do, and what it cannot.</summary>
public sealed class TalkTests
{
    private enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public async Task What_was_done_comes_back_whole_and_is_the_same_the_first_time()
    {
        var seen = new List<string>();
        var bot = Harness(async talk =>
        {
            var (price, currency) = await talk.RunAsync("price", (_, _) => Task.FromResult((3, "EUR")));
            var lossy = await talk.RunAsync("lossy", (_, _) => Task.FromResult(new Lossy("kept") { Forgotten = "lost" }));
            seen.Add($"{price} {currency} {lossy.Kept} {lossy.Forgotten}");
            await talk.AskAsync<string>("Shall I?");
        });

        await TellAsync(bot, "!order", "yes");

        Assert.Equal(["3 EUR kept ", "3 EUR kept "], seen);
    }

    [Theory]
    [InlineData("1,5", null)]
    [InlineData("1.5", "1.5")]
    [InlineData("NaN", null)]
    public Task A_number_is_written_as_for_a_command(string answer, string? understood) =>
        AnswerAsync<double>(answer, understood);

    [Theory]
    [InlineData("10m", "00:10:00")]
    [InlineData("10", null)]
    public Task A_time_is_written_as_for_a_command(string answer, string? understood) => AnswerAsync<TimeSpan>(answer, understood);

    [Theory]
    [InlineData("yes", "True")]
    [InlineData("maybe", null)]
    public Task Yes_and_no_are_answers(string answer, string? understood) => AnswerAsync<bool>(answer, understood);

    [Theory]
    [InlineData("LARGE", "Large")]
    [InlineData("1", null)]
    public Task An_enum_is_answered_by_name(string answer, string? understood) => AnswerAsync<Size>(answer, understood);

    [Fact]
    public async Task What_nobody_can_answer_is_not_asked()
    {
        var bot = Harness(async talk => await talk.AskAsync<Lossy>("What?"));

        await Assert.ThrowsAsync<NotSupportedException>(() => TellAsync(bot, "!order"));

        Assert.Empty(bot.Sent);
    }

    [Fact]
    public async Task Long_questions_are_told_apart_by_all_of_their_text_whatever_signs_are_in_it()
    {
        var long1 = string.Concat(Enumerable.Repeat("😀", 80)) + " One?";
        var long2 = string.Concat(Enumerable.Repeat("😀", 80)) + " Two?";
        var bot = Harness(async talk => await talk.SayAsync(
            await talk.AskAsync<string>("x" + long1) + await talk.AskAsync<string>("x" + long2)));
        await TellAsync(bot, "!order", "a", "b");
        Assert.Equal(["x" + long1, "x" + long2, "ab"], Texts(bot));

        await TellAsync(bot, "!order");
        var next = bot.Deploy(new Talker(async talk => await talk.SayAsync(await talk.AskAsync<string>("x" + long2))));
        await TellAsync(next, "a");

        Assert.Equal(["Something went wrong on my side. Please begin again."], Texts(next));
    }

    [Fact]
    public async Task A_conversation_that_becomes_too_long_ends_with_a_sentence()
    {
        var bot = Harness(async talk =>
        {
            for (var i = 0; ; i++)
            {
                await talk.AskAsync<string>($"{i}?");
            }
        });
        await TellAsync(bot, "!order");

        for (var i = 0; i < 20 && !Texts(bot)[^1].StartsWith("Something", StringComparison.Ordinal); i++)
        {
            await TellAsync(bot, new string('語', 4000));
        }

        Assert.Equal("Something went wrong on my side. Please begin again.", Texts(bot)[^1]);
        Assert.Contains("cannot be kept", Assert.Single(bot.Problems), StringComparison.Ordinal);
        await TellAsync(bot, "hello");
        Assert.Equal("handled hello", Texts(bot)[^1]);
    }

    [Fact]
    public async Task A_conversation_begins_no_other_one()
    {
        var bot = Harness(async talk =>
        {
            await talk.RunAsync("other", (context, ct) => context.BeginConversationAsync("order", Sample.Message("!order"), ct));
        });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TellAsync(bot, "!order"));

        Assert.Contains("one at a time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_begins_with_more_than_it_keeps_is_told_so()
    {
        var bot = Harness(async talk => await talk.AskAsync<string>(talk.Arguments));

        await TellAsync(bot, $"!order {new string('x', 4001)}", "hello");

        Assert.Equal(["That is too long. Please try again.", "handled hello"], Texts(bot));
    }

    [Fact]
    public async Task One_that_waits_for_ever_has_no_timer()
    {
        var clock = new ManualClock();
        var bot = Harness(
            async talk => await talk.SayAsync(await talk.AskAsync<string>("What?")),
            new ConversationOptions { Timeout = Timeout.InfiniteTimeSpan });
        bot.Time = clock;
        await TellAsync(bot, "!order");
        Assert.Empty(bot.Scheduled);

        clock.Advance(TimeSpan.FromDays(1000));
        await TellAsync(bot, "at last");

        Assert.Equal(["What?", "at last"], Texts(bot));
    }

    [Fact]
    public void A_time_that_cannot_be_is_refused_at_the_start()
    {
        foreach (var timeout in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(-5), TimeSpan.MaxValue })
        {
            Assert.Throws<BotDefinitionException>(
                () => Harness(_ => Task.CompletedTask, new ConversationOptions { Timeout = timeout }));
        }
    }

    private static async Task AnswerAsync<T>(string answer, string? understood)
        where T : notnull
    {
        var bot = Harness(async talk => await talk.SayAsync(FormattableString.Invariant($"{await talk.AskAsync<T>("What?")}")));

        await TellAsync(bot, "!order", answer);

        Assert.Equal(understood ?? "I did not understand that. Please try again.", Texts(bot)[^1]);
    }

    private static BotHarness<Talker> Harness(ConversationHandler talk, ConversationOptions? options = null) =>
        new(new Talker(talk, options));

    private static IReadOnlyList<string> Texts(BotHarness<Talker> bot) => [.. bot.Sent.Select(sent => sent.Text)];

    private static async Task TellAsync(BotHarness<Talker> bot, params string[] texts)
    {
        foreach (var text in texts)
        {
            await bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);
        }
    }

    private sealed record Lossy(string Kept)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public string? Forgotten { get; init; }
    }
}
