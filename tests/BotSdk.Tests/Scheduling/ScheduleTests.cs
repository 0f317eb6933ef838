using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk.Tests.Scheduling;

public sealed class ScheduleTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task What_is_put_off_leaves_when_it_is_due_and_in_that_order()
    {
        var bot = Bot(async (message, context, ct) =>
        {
            await context.ScheduleAsync(message, "third", TimeSpan.FromHours(2), ct);
            await context.ScheduleAsync(message.Dialog, "first", _clock.GetUtcNow().AddHours(1), ct);
            await context.ScheduleAsync(message, "second", _clock.GetUtcNow().AddHours(1), ct);
        });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);
        await bot.ReceiveDueAsync(TestTimeout.Token);
        var before = bot.Sent.Count;
        _clock.Advance(TimeSpan.FromHours(1));
        await bot.ReceiveDueAsync(TestTimeout.Token);

        Assert.Equal(0, before);
        Assert.Equal(["first", "second"], bot.Sent.Select(sent => sent.Text));
        Assert.Equal("third", ((SendMessage)Assert.Single(bot.Scheduled).Command!).Text);
        Assert.Equal(_clock.GetUtcNow(), bot.Sent[0].CreatedAt);
        Assert.NotEqual(bot.Sent[0].CommandId, bot.Sent[1].CommandId);
    }

    [Fact]
    public async Task A_handler_that_fails_has_put_nothing_off_and_one_that_is_called_again_makes_the_same_ids()
    {
        var ids = new List<string>();
        var bot = Bot(async (message, context, ct) =>
        {
            ids.Add(await context.ScheduleAsync(message, "later", TimeSpan.FromHours(1), ct));
            if (ids.Count == 1)
            {
                throw new InvalidOperationException("Not now.");
            }
        });
        var message = Sample.Message("go");

        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.ReceiveAsync(message, TestTimeout.Token));
        var afterFailure = bot.Scheduled.Count;
        await bot.ReceiveAsync(message, TestTimeout.Token);

        Assert.Equal(0, afterFailure);
        Assert.Single(bot.Scheduled);
        Assert.Equal(ids[0], ids[1]);
    }

    [Fact]
    public async Task What_is_put_off_is_listed_for_its_dialog_and_can_be_taken_back()
    {
        var lists = new List<string>();
        var bot = Bot(async (message, context, ct) =>
        {
            if (message.Text == "set")
            {
                var id = await context.ScheduleAsync(message, "one", TimeSpan.FromHours(1), ct);
                await context.SetTimerAsync(message, "two", TimeSpan.FromMinutes(1), "for later", ct);
                await context.SetTimerAsync(Sample.Group, "elsewhere", TimeSpan.FromMinutes(1), null, ct);
                context.State.OfBot.Set("id", id);
            }
            else
            {
                await context.CancelScheduledAsync((await context.State.OfBot.GetAsync<string>("id", ct))!, ct);
                await context.CancelTimerAsync(Sample.Group, "elsewhere", ct);
                await context.CancelTimerAsync(message, "unknown", ct);
            }

            var list = await context.ScheduledAsync(message.Dialog, ct);
            lists.Add(string.Join(", ", list.Select(item => item.Timer?.Payload ?? ((SendMessage)item.Command!).Text)));
        });

        await bot.ReceiveAsync(Sample.Message("set"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("cancel"), TestTimeout.Token);

        Assert.Equal(["for later, one", "for later"], lists);
        Assert.Equal("two", Assert.Single(bot.Scheduled).Timer!.Name);
    }

    [Fact]
    public async Task A_timer_comes_to_its_bot_with_what_was_given_along_and_one_of_the_same_name_replaces_it()
    {
        var bot = Bot((message, context, ct) => context.SetTimerAsync(message, "tea", TimeSpan.FromMinutes(5), message.Text, ct));
        await bot.ReceiveAsync(Sample.Message("green"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("other"), TestTimeout.Token);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await bot.ReceiveAsync(Sample.Message("black"), TestTimeout.Token);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await bot.ReceiveDueAsync(TestTimeout.Token);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await bot.ReceiveDueAsync(TestTimeout.Token);

        Assert.Equal([("tea other", Sample.Group), ("tea black", Sample.Dialog)], bot.Sent.Select(sent => (sent.Text, sent.Dialog)));
        Assert.Empty(bot.Scheduled);
    }

    [Fact]
    public async Task A_timer_may_set_itself_again_and_each_time_is_another_event()
    {
        var ids = new List<string>();
        var bot = BotHarness.Of(one => one
            .On<MessageReceived>((message, context, ct) => context.SetTimerAsync(message, "tick", TimeSpan.FromMinutes(1), null, ct))
            .On<TimerFired>(async (timer, context, ct) =>
            {
                ids.Add(timer.Origin.EventId);
                Assert.Equal(_clock.GetUtcNow(), timer.Origin.OccurredAt);
                await context.SetTimerAsync(timer.Dialog, timer.Name, TimeSpan.FromMinutes(1), null, ct);
            }));
        bot.Time = _clock;

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await bot.ReceiveDueAsync(TestTimeout.Token);
        }

        Assert.Equal(3, ids.Distinct().Count());
        Assert.Single(bot.Scheduled);
    }

    [Fact]
    public async Task A_bot_that_would_not_hear_of_its_timer_cannot_set_one()
    {
        var bot = ScriptedBot.Harness((message, context, ct) => context.SetTimerAsync(message, "tea", TimeSpan.Zero, null, ct));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token));

        Assert.Contains("implement IHandle<TimerFired>", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$mine")]
    [InlineData("a\nb")]
    public async Task A_name_that_is_none_is_refused(string name) => await Assert.ThrowsAsync<ArgumentException>(() =>
        Bot((message, context, ct) => context.SetTimerAsync(message, name, TimeSpan.Zero, null, ct))
            .ReceiveAsync(Sample.Message("go"), TestTimeout.Token));

    [Fact]
    public async Task What_is_put_off_is_bounded()
    {
        var tooLong = Bot((message, context, ct) => context.SetTimerAsync(message, "a", TimeSpan.Zero, new string('x', 16_001), ct));
        var tooMany = Bot(async (message, context, ct) =>
        {
            for (var i = 0; i <= 1000; i++)
            {
                await context.ScheduleAsync(message, $"{i}", TimeSpan.Zero, ct);
            }
        });

        await Assert.ThrowsAsync<ArgumentException>(() => tooLong.ReceiveAsync(Sample.Message("go"), TestTimeout.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => tooMany.ReceiveAsync(Sample.Message("go"), TestTimeout.Token));
    }

    [Fact]
    public async Task A_handler_that_has_returned_puts_nothing_off()
    {
        IBotContext? late = null;
        var bot = Bot((_, context, _) =>
        {
            late = context;
            return Task.CompletedTask;
        });
        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => late!.ScheduleAsync(Sample.Dialog, "late", Sample.Moment, TestTimeout.Token));
    }

    [Fact]
    public async Task What_is_put_off_survives_a_deploy()
    {
        var bot = Bot((message, context, ct) => context.ScheduleAsync(message, "later", TimeSpan.FromHours(1), ct));
        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        var next = bot.Deploy(new ScriptedBot((_, _, _) => Task.CompletedTask));
        _clock.Advance(TimeSpan.FromHours(1));
        await next.ReceiveDueAsync(TestTimeout.Token);

        Assert.Equal("later", Assert.Single(next.Sent).Text);
    }

    private BotHarness<InlineBot> Bot(Func<MessageReceived, IBotContext, CancellationToken, Task> act)
    {
        var bot = BotHarness.Of(one => one
            .On<MessageReceived>((message, context, ct) => act(message, context, ct))
            .On<TimerFired>((timer, context, ct) => context.SayAsync(timer.Dialog, $"{timer.Name} {timer.Payload}", ct)));
        bot.Time = _clock;
        return bot;
    }
}
