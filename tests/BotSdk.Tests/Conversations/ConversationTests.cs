using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Testing;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests.Conversations;

public sealed class ConversationTests
{
    private enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public async Task A_conversation_goes_on_with_each_answer_and_says_and_does_nothing_twice()
    {
        var done = 0;
        var bot = Harness(async talk =>
        {
            var count = await talk.AskAsync<int>("How many?");
            await talk.SayAsync($"{count} it is.");
            var price = await talk.RunAsync("price", (_, _) => Task.FromResult(++done * count));
            var name = await talk.AskAsync<string>("Your name?");
            await talk.SayAsync($"{name}: {price}");
        });

        await TellAsync(bot, "!order", "3", "Ann", "more");

        Assert.Equal(["How many?", "3 it is.", "Your name?", "Ann: 3", "handled more"], Texts(bot));
        Assert.Equal(1, done);
        Assert.Empty(bot.Problems);
    }

    [Fact]
    public async Task It_survives_a_restart_and_draws_and_tells_the_same()
    {
        var clock = new ManualClock();
        ConversationHandler talk = async talk =>
        {
            var (drawn, now) = (talk.Draw(1_000_000), talk.GetNow());
            await talk.SayAsync($"{drawn} {now:O}");
            await talk.AskAsync<string>("Well?");
            await talk.SayAsync($"{drawn} {now:O}");
        };
        var bot = Harness(talk);
        bot.Time = clock;
        await TellAsync(bot, "!order");
        clock.Advance(TimeSpan.FromHours(1));

        var next = bot.Deploy(new Talker(talk));
        await TellAsync(next, "well");

        Assert.Equal(bot.Sent[0].Text, Assert.Single(next.Sent).Text);
    }

    [Fact]
    public async Task The_same_event_again_is_not_the_next_answer()
    {
        var bot = Harness(async talk => await talk.SayAsync(await talk.AskAsync<string>("One?") + await talk.AskAsync<string>("Two?")));
        await TellAsync(bot, "!order");
        var answer = Sample.Message("a");

        await bot.ReceiveAsync(answer, TestTimeout.Token);
        await bot.ReceiveAsync(answer, TestTimeout.Token);
        await TellAsync(bot, "b");

        Assert.Equal(["One?", "Two?", "ab"], Texts(bot));
    }

    [Fact]
    public async Task An_answer_that_was_parked_and_is_tried_again_does_not_answer_a_later_question()
    {
        var bot = Harness(async talk => await talk.SayAsync(await talk.AskAsync<string>("One?") + await talk.AskAsync<string>("Two?")));
        foreach (var (text, number) in new[] { ("!order", 1), ("a", 3), ("parked", 2), ("b", 4) })
        {
            var message = Sample.Message(text);
            await bot.ReceiveAsync(message with { Origin = message.Origin with { Sequence = number } }, TestTimeout.Token);
        }

        Assert.Equal(["One?", "Two?", "ab"], Texts(bot));
        Assert.Single(bot.Problems);
    }

    [Fact]
    public async Task Each_user_and_each_dialog_has_a_conversation_of_its_own()
    {
        var bot = Harness(async talk => await talk.SayAsync($"{talk.Arguments} {await talk.AskAsync<int>("How many?")}"));
        var bob = Sample.GroupMessage("!order b") with { Sender = new UserRef("102") };
        await TellAsync(bot, "!order a");
        await bot.ReceiveAsync(bob, TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("!order c"), TestTimeout.Token);

        await bot.ReceiveAsync(Sample.GroupMessage("2") with { Sender = bob.Sender }, TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("3"), TestTimeout.Token);
        await TellAsync(bot, "1");

        Assert.Equal(["b 2", "c 3", "a 1"], Texts(bot).Skip(3));
    }

    [Fact]
    public async Task A_handler_that_fails_leaves_the_conversation_where_it_was()
    {
        var fails = true;
        var bot = Harness(async talk =>
        {
            var answer = await talk.AskAsync<int>("How many?");
            await talk.SayAsync($"{answer}");
            if (fails)
            {
                throw new InvalidOperationException("Not now.");
            }
        });
        await TellAsync(bot, "!order");

        await Assert.ThrowsAsync<InvalidOperationException>(() => TellAsync(bot, "1"));
        fails = false;
        await TellAsync(bot, "2");

        Assert.Equal(["How many?", "2"], Texts(bot));
    }

    [Fact]
    public async Task An_answer_that_is_not_good_is_asked_for_again_and_the_third_ends_it()
    {
        var options = new AskOptions<int> { Validate = count => count > 9 ? "At most 9." : null, NotUnderstood = "A number, please." };
        var bot = Harness(async talk => await talk.SayAsync($"{await talk.AskAsync("How many?", options)}"));

        await TellAsync(bot, "!order", "many", "10", "9");
        await TellAsync(bot, "!order", "a", "b", "c", "d");

        Assert.Equal(
            [
                "How many?", "A number, please.", "At most 9.", "9",
                "How many?", "A number, please.", "A number, please.", "That did not work. Please begin again.", "handled d",
            ],
            Texts(bot));
    }

    [Theory]
    [InlineData("2", "Large")]
    [InlineData("sMALL", "Small")]
    [InlineData("3", "I did not understand that. Please try again.")]
    public async Task A_choice_is_made_by_number_or_by_text(string answer, string reply)
    {
        var options = new AskOptions<Size> { Choices = [Size.Small, Size.Large] };
        var bot = Harness(async talk => await talk.SayAsync($"{await talk.AskAsync("Which?", options)}"));

        await TellAsync(bot, "!order", answer);

        Assert.Equal(["Which?\n1. Small\n2. Large", reply], Texts(bot));
    }

    [Fact]
    public async Task A_whole_message_can_be_the_answer_and_a_long_one_is_refused()
    {
        var bot = Harness(async talk => await talk.SayAsync((await talk.AskAsync<MessageReceived>("A photo?")).Attachments[0].Uid!));
        await TellAsync(bot, "!order", new string('x', 4001));

        await bot.ReceiveAsync(
            Sample.Message("") with { Attachments = [new Attachment { Type = "image", Uid = "u1" }] }, TestTimeout.Token);

        Assert.Equal(["A photo?", "That is too long. Please try again.", "u1"], Texts(bot));
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_is_told_so_then_and_not_again()
    {
        var clock = new ManualClock();
        var bot = Harness(
            async talk => await talk.SayAsync(await talk.AskAsync<string>("One?") + await talk.AskAsync<string>("Two?")),
            new ConversationOptions { Timeout = TimeSpan.FromHours(1) });
        bot.Time = clock;

        await TellAsync(bot, "!order");
        clock.Advance(TimeSpan.FromMinutes(59));
        await TellAsync(bot, "a");
        clock.Advance(TimeSpan.FromMinutes(59));
        await bot.ReceiveDueAsync(TestTimeout.Token);
        Assert.Equal(["One?", "Two?"], Texts(bot));
        clock.Advance(TimeSpan.FromMinutes(1));
        await bot.ReceiveDueAsync(TestTimeout.Token);
        await TellAsync(bot, "b");

        Assert.Equal(["One?", "Two?", new ConversationTexts().TimedOut, "handled b"], Texts(bot));
        Assert.Empty(bot.Scheduled);
    }

    [Fact]
    public async Task A_conversation_that_has_ended_runs_into_no_time_limit()
    {
        var bot = Harness(async talk => await talk.SayAsync(await talk.AskAsync<string>("What?")));

        await TellAsync(bot, "!order", "this", "!order", "!cancel");

        Assert.Empty(bot.Scheduled);
        Assert.Equal(["What?", "this", "What?", "Cancelled."], Texts(bot));
    }

    [Fact]
    public async Task Commands_work_meanwhile_and_cancel_ends_it()
    {
        var bot = Harness(async talk => await talk.SayAsync(await talk.AskAsync<string>("What?")));

        await TellAsync(bot, "!order", "!ping", "!Cancel", "x", "!start order", "!unknown");

        Assert.Equal(["What?", "pong", "Cancelled.", "handled x", "What?", "!unknown"], Texts(bot));
    }

    [Fact]
    public async Task A_conversation_may_take_commands_as_answers()
    {
        var bot = Harness(
            async talk => await talk.SayAsync(await talk.AskAsync<string>("What?")), new ConversationOptions { TakesCommands = true });

        await TellAsync(bot, "!order", "!ping");

        Assert.Equal(["What?", "!ping"], Texts(bot));
    }

    [Fact]
    public async Task Who_answers_too_late_is_told_once_and_heard_as_ever()
    {
        var clock = new ManualClock();
        var bot = Harness(
            async talk => await talk.SayAsync(await talk.AskAsync<string>("What?")),
            new ConversationOptions { Timeout = TimeSpan.FromMinutes(5), Texts = new ConversationTexts { TimedOut = "Zu spät." } });
        bot.Time = clock;
        await TellAsync(bot, "!order");
        clock.Advance(TimeSpan.FromMinutes(6));

        foreach (var text in new[] { "late", "later" })
        {
            await bot.ReceiveAsync(WrittenAt(clock.GetUtcNow(), text), TestTimeout.Token);
        }

        Assert.Equal(["What?", "Zu spät.", "handled late", "handled later"], Texts(bot));
    }

    [Theory]
    [InlineData(WhenChanged.End, "I have changed since we began. Please begin again.", 1)]
    [InlineData(WhenChanged.Restart, "New?", 0)]
    public async Task Another_version_ends_or_restarts_it(WhenChanged whenChanged, string reply, int told)
    {
        var bot = Harness(async talk => await talk.AskAsync<string>("Old?"));
        await TellAsync(bot, "!order");

        var next = bot.Deploy(new Talker(
            async talk => await talk.SayAsync("new " + await talk.AskAsync<string>("New?")),
            new ConversationOptions { Version = "2", WhenChanged = whenChanged }));
        await TellAsync(next, "answer", "second");

        Assert.Equal([reply, whenChanged == WhenChanged.End ? "handled second" : "new second"], Texts(next));
        Assert.Equal(told, next.Problems.Count);
    }

    [Fact]
    public async Task A_handler_that_does_not_do_the_same_again_ends_it_with_a_sentence_to_the_user_and_one_to_the_operator()
    {
        ConversationHandler[] others =
        [
            async talk => await talk.AskAsync<string>("Another?"),
            async talk => await talk.SayAsync("something"),
            async talk => { await talk.AskAsync<string>("First?"); await talk.AskAsync<string>("Third?"); },
            async talk => await talk.AskAsync<string>("First?"),
            async talk => { try { await talk.SayAsync("a"); } catch (OperationCanceledException) { } },
            _ => Task.CompletedTask,
        ];
        foreach (var other in others)
        {
            var bot = Harness(async talk => { await talk.AskAsync<string>("First?"); await talk.AskAsync<string>("Second?"); });
            await TellAsync(bot, "!order", "one");

            var next = bot.Deploy(new Talker(other));
            await TellAsync(next, "two", "three");

            Assert.Equal(["Something went wrong on my side. Please begin again.", "handled three"], Texts(next));
            Assert.StartsWith(
                "The conversation 'order' ends, because its handler does not do again what it did: at step",
                Assert.Single(next.Problems), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_conversation_that_is_there_twice_or_not_at_all_is_refused_at_the_start()
    {
        var twice = Assert.Throws<BotDefinitionException>(() => new BotHarness<OnlyTalker>(new OnlyTalker("a", "a")));
        var none = Assert.Throws<BotDefinitionException>(() => new BotHarness<OnlyTalker>(new OnlyTalker([])));

        Assert.Equal("The bot 'bot' defines the conversation 'a' twice: remove one of them.", twice.Message);
        Assert.Contains("defines no conversation", none.Message, StringComparison.Ordinal);
    }

    private static BotHarness<Talker> Harness(ConversationHandler talk, ConversationOptions? options = null) =>
        new(new Talker(talk, options));

    private static MessageReceived WrittenAt(DateTimeOffset time, string text)
    {
        var message = Sample.Message(text);
        return message with { Origin = message.Origin with { OccurredAt = time } };
    }

    private static async Task TellAsync<TBot>(BotHarness<TBot> bot, params string[] texts)
        where TBot : class
    {
        foreach (var text in texts)
        {
            await bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);
        }
    }

    private static IEnumerable<string> Texts<TBot>(BotHarness<TBot> bot)
        where TBot : class => bot.Sent.Select(sent => sent.Text);

    private sealed class OnlyTalker(params string[] names) : IConversationBot
    {
        public OnlyTalker()
            : this("talk")
        {
        }

        public void Define(ConversationSet conversations)
        {
            foreach (var name in names)
            {
                conversations.On(name, talk => talk.SayAsync("hello"));
            }
        }
    }
}
