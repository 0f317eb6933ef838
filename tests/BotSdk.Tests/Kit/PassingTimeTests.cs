using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Tests.Kit;

public sealed class PassingTimeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task What_was_put_off_happens_on_the_way_each_at_its_moment()
    {
        await using var bot = BotTest.Of(Alarm);
        var begun = bot.Clock.GetUtcNow();

        await bot.Receives("!alarm");
        bot.Replied("Set.");
        await bot.PassAsync(3 * Hour);

        bot.Replied($"later, at {begun + Hour:HH:mm}", $"rings at {begun + (2 * Hour):HH:mm}");
        Assert.Equal(begun + (3 * Hour), bot.Clock.GetUtcNow());
    }

    [Fact]
    public async Task It_happens_once_whatever_is_killed()
    {
        await using var bot = BotTest.Of(Alarm);

        await bot.Receives("!alarm").KilledBeforeSuccess();
        await bot.Receives("!alarm").KilledAfterSuccess();
        bot.Restart();
        await bot.PassAsync(3 * Hour);

        Assert.Equal(2, bot.LastActs.Count(act => act.Text.StartsWith("later", StringComparison.Ordinal)));
        Assert.Single(bot.LastActs, act => act.Text.StartsWith("rings", StringComparison.Ordinal)); // the same timer, set twice
    }

    [Fact]
    public async Task A_timer_comes_to_the_bot_that_has_set_it()
    {
        await using var bots = BotTest.With(services => services.AddBot("first", Alarm).AddBot(
            "second", bot => bot.On<TimerFired>((timer, context, token) => context.SayAsync(timer.Dialog, "mine?", token))));

        await bots.Receives("!alarm");
        await bots.PassAsync(3 * Hour);

        bots.Bot("second").DidNothing();
    }

    [Fact]
    public async Task A_conversation_times_out_on_the_way()
    {
        await using var bot = BotTest.Of(one => one.OnConversation(
            "ask", "Asks.", async (ITalk talk) => $"{await talk.AskAsync<int>("How many?")}", new ConversationOptions { Timeout = Hour }));

        await bot.Receives("!ask");
        await bot.PassAsync(2 * Hour);

        bot.Replied("That took too long, so I have ended what we were talking about.");
    }

    [Fact]
    public async Task What_is_written_at_once_is_written_once()
    {
        await using var bot = BotTest.Of(one => one.OnCommand("now", "Writes.", async (MessageReceived message, IBotContext context) =>
        {
            var id = await context.SendNowAsync(message, "now", CancellationToken.None);
            await context.EditNowAsync(message.Dialog, id, "then", CancellationToken.None);
        }));

        await bot.Receives("!now").KilledBeforeSuccess();

        bot.Replied("now");
        bot.Edited("then");
    }

    private static void Alarm(BotBuilder bot)
    {
        bot.OnCommand("alarm", "Rings.", async (MessageReceived message, IBotContext context, CancellationToken token) =>
        {
            await context.ScheduleAsync(message, $"later, at {context.Time.GetUtcNow() + Hour:HH:mm}", Hour, token);
            await context.SetTimerAsync(message, "ring", 2 * Hour, null, token);
            return "Set.";
        });
        bot.On<TimerFired>((timer, context, token) =>
            context.SayAsync(timer.Dialog, $"rings at {context.Time.GetUtcNow():HH:mm}", token));
    }
}
