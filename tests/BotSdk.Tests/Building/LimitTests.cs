using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests.Building;

public sealed class LimitTests
{
    private const string TooFast = "That was a bit much for me. Please wait a little.";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Who_is_too_fast_is_told_once_and_costs_the_others_nothing()
    {
        var bot = BotHarness.Of(one => one.OnCommand("roll", "Rolls.", () => "4").LimitPerUser(2, Hour));

        for (var i = 0; i < 5; i++)
        {
            await bot.ReceiveAsync(Sample.Message("!roll"), TestTimeout.Token);
        }

        await bot.ReceiveAsync(Sample.Message("!roll") with { Sender = new UserRef("102") }, TestTimeout.Token);

        Assert.Equal(["4", "4", TooFast, "4"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task Who_may_not_use_a_command_uses_up_nothing_of_those_who_may()
    {
        var admin = new UserRef("102");
        var bot = BotHarness.Of(one => one.OnCommand("open", "Opens.", () => "open").OnlyFor(admin).LimitPerDialog(1, Hour));

        await bot.ReceiveAsync(Sample.GroupMessage("!open"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("!open") with { Sender = admin }, TestTimeout.Token);

        Assert.Equal(["Sorry, !open is not for you here.", "open"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task A_dialog_has_a_limit_whoever_writes_there()
    {
        var bot = BotHarness.Of(one => one
            .LimitPerDialog(1, Hour)
            .OnMention(() => "yes?")
            .On<MessageReceived>((message, context, token) => context.ReplyAsync(message, "heard", token)));

        await bot.ReceiveAsync(Sample.GroupMessage("@bot"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("@bot") with { Sender = new UserRef("102") }, TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("hello"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("hello"), TestTimeout.Token);

        Assert.Equal(["yes?", TooFast, "yes?", "heard"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task What_is_tried_again_counts_once()
    {
        var calls = 0;
        var bot = BotHarness.Of(one => one
            .OnCommand("roll", "Rolls.", () => ++calls < 3 ? throw new InvalidOperationException("Not yet.") : "4")
            .LimitPerUser(1, Hour));
        var message = Sample.Message("!roll");

        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveAsync(message, TestTimeout.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveAsync(message, TestTimeout.Token));
        await bot.ReceiveAsync(message, TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!roll"), TestTimeout.Token);

        Assert.Equal(["4", TooFast], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task What_was_refused_and_is_tried_again_is_refused_in_the_same_words()
    {
        var fails = true;
        var bot = BotHarness.Of(one => one
            .Use(async (_, _, next, _) =>
            {
                await next();
                if (fails)
                {
                    throw new InvalidOperationException("Not yet.");
                }
            })
            .OnCommand("roll", "Rolls.", () => "4")
            .LimitPerUser(1, Hour));
        var second = Sample.Message("!roll");

        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveAsync(Sample.Message("!roll"), TestTimeout.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveAsync(second, TestTimeout.Token));
        fails = false;
        await bot.ReceiveAsync(second, TestTimeout.Token);

        Assert.Equal(TooFast, Assert.Single(bot.Sent).Text);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_limit_that_lets_nothing_through_is_a_mistake(int count, int seconds) => Assert.Throws<BotDefinitionException>(
        () => BotHarness.Of(bot => bot.OnCommand("roll", "Rolls.", () => "4").LimitPerUser(count, TimeSpan.FromSeconds(seconds))));
}
