using BotPlatform.BotSdk.Testing;

namespace BotPlatform.BotSdk.Tests.State;

public sealed class ErrorStateTests
{
    [Fact]
    public async Task What_an_error_handler_remembers_is_kept_and_what_the_handler_did_is_not()
    {
        var bot = BotHarness.Of(one =>
        {
            one.OnCommand("fail", "Fails.", string (IBotContext context) =>
            {
                context.State.OfBot.Set("failures", 100);
                throw new InvalidOperationException("As it should.");
            });
            one.OnError(async (_, _, context, token) => context.State.OfBot.Set(
                "failures", await context.State.OfBot.GetAsync<int>("failures", token) + 1));
            one.OnMessage("how many", async (IBotContext context) => $"{await context.State.OfBot.GetAsync<int>("failures", TestTimeout.Token)}");
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveAsync(Sample.Message("!fail"), TestTimeout.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveAsync(Sample.Message("!fail"), TestTimeout.Token));
        await bot.ReceiveAsync(Sample.Message("how many"), TestTimeout.Token);

        Assert.Equal("2", Assert.Single(bot.Sent).Text);
    }
}
