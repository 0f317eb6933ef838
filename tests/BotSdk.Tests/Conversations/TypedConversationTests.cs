using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Testing;

namespace BotPlatform.BotSdk.Tests.Conversations;

public sealed class TypedConversationTests
{
    [Fact]
    public async Task Its_command_has_typed_arguments_and_begins_nothing_when_they_are_wrong()
    {
        var bot = new BotHarness<Waiter>(new Waiter(set => set.OnCommand("order", "Orders.", OrderAsync).Alias("o")));

        await TellAsync(bot, "!order many", "!o 2 no onions", "large");

        Assert.Equal(
            [
                "COUNT must be a whole number, and 'many' is none. Like this: !order COUNT [NOTE...]",
                "Which size?",
                "2 large, no onions",
            ],
            Texts(bot));
    }

    [Fact]
    public async Task Other_parameters_in_the_same_version_end_it_with_a_sentence()
    {
        var bot = new BotHarness<Waiter>(new Waiter(set => set.OnCommand("order", "Orders.", OrderAsync)));
        await TellAsync(bot, "!order 2 no onions");

        var next = bot.Deploy(new Waiter(set => set.OnCommand(
            "order", "Orders.", async (ITalk talk, int count, int tip) => await talk.AskAsync<string>("Which size?"))));
        await TellAsync(next, "large");

        Assert.Equal(["Something went wrong on my side. Please begin again."], Texts(next));
        Assert.Contains("'no' is none", Assert.Single(next.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_delegate_without_a_talk_or_with_a_context_is_refused_at_the_start()
    {
        Delegate[] handlers = [(int count) => "", (ITalk talk, IBotContext context) => ""];

        foreach (var handler in handlers)
        {
            Assert.Throws<BotDefinitionException>(
                () => new BotHarness<Waiter>(new Waiter(set => set.OnCommand("order", "Orders.", handler))));
        }
    }

    [Fact]
    public async Task Middleware_stands_around_answers_and_patterns_do_not_get_them()
    {
        var seen = 0;
        var bot = new BotHarness<Waiter>(new Waiter(set => set.OnCommand("order", "Orders.", OrderAsync), one => one
            .Use((_, _, next, _) =>
            {
                seen++;
                return next();
            })
            .OnMessage("large", () => "picked")));

        await TellAsync(bot, "!order 2", "large", "large", "nothing of ours");

        Assert.Equal(["Which size?", "2 large, ", "picked"], Texts(bot));
        Assert.Equal(3, seen);
    }

    [Fact]
    public async Task An_answer_beyond_a_limit_is_refused_each_time_and_the_question_stays_open()
    {
        var bot = new BotHarness<Waiter>(new Waiter(
            set => set.OnCommand("order", "Orders.", OrderAsync), one => one.LimitPerUser(1, TimeSpan.FromHours(1))));
        const string tooFast = "That was a bit much for me. Please wait a little.";

        await TellAsync(bot, "!order 2", "large", "large", "!cancel");

        Assert.Equal(["Which size?", tooFast, tooFast, "Cancelled."], Texts(bot));
    }

    private static async Task<string> OrderAsync(ITalk talk, int count, [Rest] string? note) =>
        $"{count} {await talk.AskAsync<string>("Which size?")}, {note}";

    private static async Task TellAsync(BotHarness<Waiter> bot, params string[] texts)
    {
        foreach (var text in texts)
        {
            await bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);
        }
    }

    private static IEnumerable<string> Texts(BotHarness<Waiter> bot) => bot.Sent.Select(sent => sent.Text);

    private sealed class Waiter(Action<ConversationSet> define, Action<BotBuilder>? configure = null) : IConversationBot, IConfigureBot
    {
        public void Define(ConversationSet conversations) => define(conversations);

        public void Configure(BotBuilder bot) => configure?.Invoke(bot);
    }
}
