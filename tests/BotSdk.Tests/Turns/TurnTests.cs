using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;
using BotPlatform.BotSdk.Turns;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests.Turns;

public sealed class TurnTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Messages_in_a_row_are_one_turn_when_their_sender_pauses()
    {
        var bot = Harness(Repeat);

        await TellAsync(bot, "good morning", "", "I have a question");
        await PassAsync(bot, 1.9);
        Assert.Empty(bot.Sent);

        await PassAsync(bot, 0.1);
        Assert.Equal(["3: good morning\nI have a question"], Texts(bot));
        await TellAsync(bot, "still there?");
        await PassAsync(bot, 2);
        Assert.Equal("1: still there?", Texts(bot)[^1]);
    }

    [Fact]
    public async Task Who_writes_on_gets_no_answer_before_the_longest_time_is_over()
    {
        var bot = Harness(Repeat, new TurnOptions { Quiet = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromSeconds(5) });

        for (var second = 0; second < 5; second++)
        {
            Assert.Empty(bot.Sent);
            await TellAsync(bot, $"{second}");
            await PassAsync(bot, 1);
        }

        Assert.Equal(["5: 0\n1\n2\n3\n4"], Texts(bot));
    }

    [Fact]
    public async Task Each_user_has_a_turn_of_their_own_in_each_dialog()
    {
        var bot = Harness(Repeat);
        var inGroup = Sample.GroupMessage("in the group");

        await bot.ReceiveAsync(inGroup, TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("somebody else") with { Sender = new UserRef("102") }, TestTimeout.Token);
        await TellAsync(bot, "alone");
        await PassAsync(bot, 2);

        Assert.Equal(["1: in the group", "1: somebody else", "1: alone"], Texts(bot));
        Assert.Equal([Sample.Group, Sample.Group, Sample.Dialog], bot.Sent.Select(sent => sent.Dialog));
    }

    [Fact]
    public async Task Commands_and_messages_that_are_picked_do_not_wait()
    {
        var bot = Harness(Repeat, configure: one => one
            .OnCommand("ping", "Answers.", () => "pong"));

        await TellAsync(bot, "one", "!ping", "two");
        await PassAsync(bot, 2);

        Assert.Equal(["pong", "2: one\ntwo"], Texts(bot));
    }

    [Fact]
    public async Task What_is_too_much_to_keep_is_a_turn_at_once()
    {
        var bot = Harness(Repeat, new TurnOptions { MaxMessages = 3 });
        var large = new string('x', 40_000);

        await TellAsync(bot, "1", "2", "3", large, large);
        await PassAsync(bot, 60);

        Assert.Equal(["3: 1\n2\n3", $"2: {large}\n{large}"], Texts(bot));
        Assert.Empty(bot.Scheduled);
    }

    [Fact]
    public async Task A_deploy_in_the_middle_loses_nothing()
    {
        var before = Harness(Repeat);
        await TellAsync(before, "one");

        var bot = before.Deploy(Bot(Repeat, null, null));
        await TellAsync(bot, "two");
        await PassAsync(bot, 2);

        Assert.Equal(["2: one\ntwo"], Texts(bot));
    }

    [Fact]
    public async Task A_turn_whose_handler_fails_is_not_forgotten()
    {
        var fails = true;
        var bot = Harness((turn, context, token) => fails
            ? throw new InvalidOperationException("Not yet.")
            : Repeat(turn, context, token));
        await TellAsync(bot, "one", "two");
        _clock.Advance(TimeSpan.FromSeconds(2));
        var timer = bot.Scheduled.Single().Timer!;

        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveDueAsync(TestTimeout.Token));
        fails = false;
        await bot.ReceiveAsync(timer, TestTimeout.Token); // as a host calls it again

        Assert.Equal(["2: one\ntwo"], Texts(bot));
    }

    [Fact]
    public void Turns_that_cannot_be_are_refused_at_the_start()
    {
        foreach (var options in new TurnOptions[]
        {
            new() { Quiet = TimeSpan.Zero },
            new() { Longest = TimeSpan.FromSeconds(1) },
            new() { MaxMessages = 0 },
        })
        {
            Assert.Throws<BotDefinitionException>(() => Harness(Repeat, options));
        }

        Assert.Throws<BotDefinitionException>(() => Harness(
            Repeat, configure: bot => bot.On<MessageReceived>((_, _, _) => Task.CompletedTask)));
    }

    private static Task Repeat(Turn turn, IBotContext context, CancellationToken cancellationToken) =>
        context.SayAsync(turn.Last.Dialog, $"{turn.Messages.Count}: {turn.Text}", cancellationToken);

    private static InlineBot Bot(TurnHandler handler, TurnOptions? options, Action<BotBuilder>? configure) => new(bot =>
    {
        bot.OnTurn(handler, options);
        configure?.Invoke(bot);
    });

    private static async Task TellAsync(BotHarness<InlineBot> bot, params string[] texts)
    {
        foreach (var text in texts)
        {
            await bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);
        }
    }

    private static IReadOnlyList<string> Texts(BotHarness<InlineBot> bot) => [.. bot.Sent.Select(sent => sent.Text)];

    private BotHarness<InlineBot> Harness(TurnHandler handler, TurnOptions? options = null, Action<BotBuilder>? configure = null) =>
        new(Bot(handler, options, configure)) { Time = _clock };

    private async Task PassAsync(BotHarness<InlineBot> bot, double seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        await bot.ReceiveDueAsync(TestTimeout.Token);
    }
}
