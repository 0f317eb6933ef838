using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotSdk.Tests.Kit;

/// <summary>Faults of the kit: a bot that keeps to the state does not notice them, and one that does not is found out.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_bot_that_remembers_in_its_state_survives_every_fault()
    {
        var bot = BotTest.Of<CountingBot>();

        await bot.Receives("!count").Twice();
        bot.Replied("1");
        await bot.Receives("!count").KilledBeforeSuccess();
        bot.Replied("2");
        await bot.Receives("!count").KilledAfterSuccess();
        bot.Replied("3");
        bot.Restart();
        await bot.Receives("!count").KilledBeforeSuccess().KilledAfterSuccess().Twice();
        bot.Replied("4");
    }

    [Fact]
    public async Task A_kill_takes_what_a_bot_keeps_in_memory()
    {
        var bot = BotTest.Of<ForgetfulBot>();
        await bot.Receives("!count");

        await bot.Receives("!count").KilledBeforeSuccess();

        bot.Replied("1");
    }

    [Fact]
    public async Task What_a_bot_does_elsewhere_is_done_twice_when_it_is_killed_before_success()
    {
        var calls = new List<string>();
        var bot = BotTest.With(services => services.AddSingleton(calls).AddBot<CallingBot>("calling"));

        await bot.Receives("call").KilledBeforeSuccess();
        await bot.Receives("call").KilledAfterSuccess();

        Assert.Equal(3, calls.Count);
    }

    [Fact]
    public async Task The_transcript_tells_of_faults()
    {
        var bot = BotTest.Of<CountingBot>();

        await bot.Receives("!count").KilledBeforeSuccess().Twice();

        Assert.Equal(
            [
                "03:04:05  alice: !count",
                "            ~ killed before success, and started again",
                "            bot -> alice: 1",
                "            bot is not asked again",
            ],
            bot.Transcript.Lines);
    }

    [Fact]
    public async Task A_bot_that_fails_is_asked_again_as_the_host_does()
    {
        var calls = 0;
        var bot = BotTest.Of(one => one.OnMessage("go", () => ++calls < 4 ? throw new TimeoutException("Not yet.") : "done"));

        await bot.Receives("go");

        bot.Replied("done");
    }

    [Fact]
    public async Task A_bot_that_always_fails_says_its_last_words_and_fails_the_test()
    {
        var bot = BotTest.Of(one => one
            .OnMessage("go", string () => throw new TimeoutException("Never."))
            .OnError((_, e, context, token) => context.SayAsync(((MessageReceived)e).Dialog, "Sorry.", token)));

        var error = await Assert.ThrowsAsync<BotTestException>(async () => await bot.Receives("go"));
        Assert.StartsWith("The bot 'bot' failed 4 times with TimeoutException: Never.", error.Message, StringComparison.Ordinal);
        bot.Replied("Sorry.");

        Assert.Equal("Never.", (await bot.Receives("go").FailsAsync<TimeoutException>()).Message);
        await Assert.ThrowsAsync<BotTestException>(() => bot.Receives("stay").FailsAsync<TimeoutException>());
    }

    [Fact]
    public async Task A_request_that_fails_once_is_asked_again()
    {
        var bot = BotTest.Of(one => one.OnMessage("ping", async (IBotContext context, CancellationToken token) =>
            $"{(await context.PingAsync(token)).TotalSeconds}"));
        bot.Answer((PingNetwork _) => new PingAnswer { RoundTrip = TimeSpan.FromSeconds(7) });

        bot.FailRequest(number: 2);
        await bot.Receives("ping");
        bot.Replied("7");
        await bot.Receives("ping");
        bot.Replied("7");

        Assert.Equal(3, bot.Requests.Count);
    }

    [Fact]
    public async Task Another_version_knows_what_the_one_before_remembered()
    {
        var bot = BotTest.Of<CountingBot>();
        await bot.Receives("!count");

        bot.Deploy<CountingByTensBot>();

        await bot.Receives("!count");
        bot.Replied("11");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_script_survives_random_faults(int seed) =>
        Assert.Equal(seed, await BotTest.Of<CountingBot>().SurvivesFaultsAsync(Script, seed));

    [Fact]
    public async Task A_bot_that_forgets_does_not_survive_and_the_seed_is_named()
    {
        var error = await Assert.ThrowsAsync<BotTestException>(() => BotTest.Of<ForgetfulBot>().SurvivesFaultsAsync(Script, seed: 7));

        Assert.StartsWith(
            "With the faults of seed 7 the bots do something else where", error.Message, StringComparison.Ordinal);
        Assert.Contains("Without faults:\n  bot -> ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_one_dialog_are_never_reordered()
    {
        var bot = BotTest.Of(one => one.OnMessage(".", (MessageReceived message) => message.Text));

        await bot.SurvivesFaultsAsync(Numbers, seed: 5, Faults.Reordered);

        static IEnumerable<IIncoming> Numbers(BotTest chat) => Enumerable.Range(0, 30)
            .Select(i => chat.Receives($"{i}").From(i % 3 == 0 ? "alice" : "bob"));
    }

    private static IEnumerable<IIncoming> Script(BotTest chat) => Enumerable.Range(0, 20)
        .Select(i => chat.Receives("!count").From(i % 3 == 0 ? "alice" : "bob"));

    private sealed class CountingBot : ICommandBot
    {
        public void Define(CommandSet commands) => commands.Add("count", "Counts.", (
            MessageReceived message, IBotContext context, CancellationToken token) => CountAsync(message, context, 1, token));

        public static async Task<string> CountAsync(MessageReceived message, IBotContext context, int by, CancellationToken cancellationToken)
        {
            var mine = context.State.OfUser(message.Sender);
            var count = await mine.GetAsync<int>("count", cancellationToken) + by;
            mine.Set("count", count);
            return $"{count}";
        }
    }

    private sealed class CountingByTensBot : ICommandBot
    {
        public void Define(CommandSet commands) => commands.Add("count", "Counts.", (
            MessageReceived message, IBotContext context, CancellationToken token) => CountingBot.CountAsync(message, context, 10, token));
    }

    private sealed class ForgetfulBot : ICommandBot
    {
        private int _count;

        public void Define(CommandSet commands) => commands.Add("count", "Counts.", () => $"{++_count}");
    }

    private sealed class CallingBot(List<string> calls) : IHandle<MessageReceived>
    {
        public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
        {
            calls.Add(message.Text);
            return Task.CompletedTask;
        }
    }
}
