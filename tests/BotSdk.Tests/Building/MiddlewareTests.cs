using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests.Building;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task The_first_stands_outermost_and_all_that_is_said_leaves_together()
    {
        var bot = BotHarness.Of(one =>
        {
            one.Use(async (@event, context, next, token) =>
            {
                await context.ReplyAsync((MessageReceived)@event, "1", token);
                await next();
                await context.ReplyAsync((MessageReceived)@event, "4", token);
            });
            one.Use(async (@event, context, next, token) =>
            {
                await context.ReplyAsync((MessageReceived)@event, "2", token);
                await next();
            });
            one.OnCommand("go", "Goes.", () => "3");
        });

        await bot.ReceiveAsync(Sample.Message("!go"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("nobody wants this"), TestTimeout.Token);

        Assert.Equal(["1", "2", "3", "4"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task What_does_not_go_on_is_not_handled()
    {
        var bot = BotHarness.Of(one => one
            .Use((@event, _, next, _) => ((MessageReceived)@event).WasDelayed ? Task.CompletedTask : next())
            .On<MessageReceived>((message, context, token) => context.ReplyAsync(message, "heard", token)));

        await bot.ReceiveAsync(Sample.Message("old") with { WasDelayed = true }, TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("new"), TestTimeout.Token);

        Assert.Single(bot.Sent);
    }

    [Fact]
    public async Task An_error_handler_may_say_sorry_and_what_the_handler_said_does_not_leave()
    {
        var bot = BotHarness.Of(one => one
            .OnError((error, @event, context, token) =>
                context.ReplyAsync((MessageReceived)@event, $"Sorry. {error.Message}", token))
            .On<MessageReceived>(async (message, context, token) =>
            {
                await context.ReplyAsync(message, "never", token);
                throw new InvalidOperationException("As asked.");
            }));
        var message = Sample.Message("x");

        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveAsync(message, TestTimeout.Token));

        var sorry = Assert.Single(bot.Sent);
        Assert.Equal("Sorry. As asked.", sorry.Text);
        Assert.Equal($"{message.Origin.EventId}/100/bot/error/1", sorry.CommandId);
    }

    [Fact]
    public void A_bot_has_one_error_handler() => Assert.Contains(
        "handles its errors twice",
        Assert.Throws<BotDefinitionException>(() => BotHarness.Of(bot => bot
            .OnError((_, _, _, _) => Task.CompletedTask)
            .OnError((_, _, _, _) => Task.CompletedTask))).Message,
        StringComparison.Ordinal);
}
