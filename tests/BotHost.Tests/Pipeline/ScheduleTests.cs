using BotPlatform.BotHost.Tests.Broker;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Conversations;
using BotPlatform.BotSdk.Testing;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotPlatform.BotHost.Tests.Pipeline;

/// <summary>What bots put off, and what they send at once, in the complete host.</summary>
[Collection(BrokerCollection.Name)]
public sealed class ScheduleTests(Brokers brokers, Databases databases)
{
    [Theory]
    [MemberData(nameof(Ground.All), MemberType = typeof(Ground))]
    public async Task Messages_and_timers_come_when_they_are_due_each_once_and_only_to_their_bot(GroundKind ground)
    {
        var deaf = new List<TimerFired>();
        await using var host = await StartAsync(
            await Ground.SettingsAsync(ground, brokers, databases),
            services => services.AddBot("deaf", bot => bot.On<TimerFired>((timer, _, _) =>
            {
                deaf.Add(timer);
                return Task.CompletedTask;
            })));
        var connector = await host.Network.NextConnectionAsync();

        for (var i = 0; i < 20; i++)
        {
            await connector.ReceiveAsync(Sample.GroupMessage("!later") with { Dialog = new DialogRef($"d{i}") });
        }

        var heard = new List<(string Dialog, string Text)>();
        while (heard.Count < 80)
        {
            var sent = await host.Network.NextSentAsync();
            heard.Add((sent.Dialog.Id, sent.Text));
        }

        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
        Assert.Empty(deaf);
        Assert.All(heard.GroupBy(one => one.Dialog), dialog =>
        {
            Assert.Equal(["now", "soon 1", "soon 2"], dialog.Select(one => one.Text).Where(text => !text.StartsWith("timer", StringComparison.Ordinal)));
            Assert.Contains("timer for later", dialog.Select(one => one.Text));
        });
    }

    [Theory]
    [MemberData(nameof(Ground.All), MemberType = typeof(Ground))]
    public async Task What_was_due_while_no_host_ran_happens_with_the_next(GroundKind ground)
    {
        using var directory = new TempDirectory();
        string[] settings = [TestHost.StorageIn(directory), .. await Ground.SettingsAsync(ground, brokers, databases)];
        await using (var host = await StartAsync(settings))
        {
            await (await host.Network.NextConnectionAsync()).ReceiveAsync(Sample.Message("!wait"));
            Assert.Equal("waiting", (await host.Network.NextSentAsync()).Text);
        }

        await using var next = await StartAsync(
            settings, services => services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(new TwoHoursAhead()));
        await next.Network.NextConnectionAsync();

        Assert.Equal(
            ["a", "timer after a restart"],
            new[] { (await next.Network.NextSentAsync()).Text, (await next.Network.NextSentAsync()).Text }.Order());
    }

    [Fact]
    public async Task Nothing_happens_before_its_time_and_what_was_taken_back_never()
    {
        var clock = new ManualClock();
        await using var host = await StartAsync([], services => services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(clock));
        var connector = await host.Network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("!hour"));
        Assert.Equal("hour", (await host.Network.NextSentAsync()).Text);

        clock.Advance(TimeSpan.FromMinutes(59));
        await connector.ReceiveAsync(Sample.Message("!take back"));
        Assert.Equal("taken", (await host.Network.NextSentAsync()).Text);
        Assert.Empty(host.Network.TakeSent());
        var kept = host.Network.NextSentAsync().AsTask();
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), kept);

        Assert.Equal("kept", (await kept).Text);
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
    }

    [Fact]
    public async Task Who_does_not_answer_a_conversation_is_told_without_writing_again()
    {
        await using var host = await TestHost.StartAsync(configure: services => services.AddBot<AskingBot>("asking"));
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!ask"));

        Assert.Equal("Well?", (await host.Network.NextSentAsync()).Text);
        Assert.Equal(new ConversationTexts().TimedOut, (await host.Network.NextSentAsync()).Text);
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
    }

    [Theory]
    [MemberData(nameof(Ground.All), MemberType = typeof(Ground))]
    public async Task A_conversation_hears_what_became_of_its_messages_and_goes_on(GroundKind ground)
    {
        await using var host = await TestHost.StartAsync(
            configure: services => services.AddBot<WaitingBot>("waiting"),
            settings: await Ground.SettingsAsync(ground, brokers, databases));
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!tell"));
        Assert.Equal("One.", (await host.Network.NextSentAsync()).Text);
        var two = await host.Network.NextSentAsync();
        await connector.ReceiveAsync(Sample.Delivered(connector.MessageIdOf(two)));
        await connector.ReceiveAsync(Sample.Read(connector.MessageIdOf(two)));

        Assert.Equal("Two after Sent.", two.Text);
        Assert.Equal("Three after Read.", (await host.Network.NextSentAsync()).Text);
        Assert.Equal("It is TimedOut.", (await host.Network.NextSentAsync()).Text);
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
    }

    [Fact]
    public async Task What_is_sent_now_is_with_the_network_before_the_handler_goes_on()
    {
        await using var host = await StartAsync([]);
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!now"));

        var (now, id) = (await host.Network.NextSentAsync(), await host.Network.NextSentAsync());
        var edit = (EditMessage)await host.Network.NextCommandAsync();
        Assert.Equal("now", now.Text);
        Assert.Equal(connector.MessageIdOf(now), id.Text);
        Assert.Equal((id.Text, "then"), (edit.MessageId, edit.Text));
    }

    [Fact]
    public async Task What_is_sent_now_and_refused_tells_the_bot_why()
    {
        var network = new FakeNetwork
        {
            OnSend = (command, _) => command.Text == "now"
                ? throw new ConnectorRefusedException("You are blocked.", "service-unavailable")
                : Task.CompletedTask,
        };
        await using var host = await StartAsync([], network: network);

        await (await network.NextConnectionAsync()).ReceiveAsync(Sample.Message("!now"));

        Assert.Equal("service-unavailable", (await network.NextSentAsync()).Text);
    }

    private static Task<TestHost> StartAsync(
        string[] settings, Action<IServiceCollection>? configure = null, FakeNetwork? network = null) => TestHost.StartAsync(
        network,
        services =>
        {
            services.AddBot("late", Define);
            configure?.Invoke(services);
        },
        settings);

    private static void Define(BotBuilder bot)
    {
        bot.On<TimerFired>((timer, context, ct) => context.SayAsync(timer.Dialog, $"timer {timer.Payload}", ct));
        bot.OnCommand("later", "Writes later.", async (MessageReceived message, IBotContext context, CancellationToken ct) =>
        {
            var soon = context.Schedule.Now + TimeSpan.FromMilliseconds(1);
            await context.ScheduleAsync(message, "soon 2", soon.AddMilliseconds(1), ct);
            await context.ScheduleAsync(message, "soon 1", soon, ct);
            await context.SetTimerAsync(message, "timer", soon, "for later", ct);
            await context.ReplyAsync(message, "now", ct);
        });
        bot.OnCommand("wait", "Writes when nobody runs.", async (MessageReceived message, IBotContext context, CancellationToken ct) =>
        {
            var at = context.Schedule.Now + TimeSpan.FromHours(1);
            await context.ScheduleAsync(message.Dialog, "a", at, ct);
            await context.SetTimerAsync(message, "timer", at, "after a restart", ct);
            await context.ReplyAsync(message, "waiting", ct);
        });
        bot.OnCommand("hour", "Writes in an hour.", async (MessageReceived message, IBotContext context, CancellationToken ct) =>
        {
            await context.ScheduleAsync(message, "kept", TimeSpan.FromHours(1), ct);
            context.State.OfBot.Set("id", await context.ScheduleAsync(message, "taken back", TimeSpan.FromHours(1), ct));
            await context.ReplyAsync(message, "hour", ct);
        });
        bot.OnCommand("take", "Takes it back.", async (MessageReceived message, IBotContext context, CancellationToken ct, string? _) =>
        {
            var list = await context.ScheduledAsync(message.Dialog, ct);
            Assert.Equal(2, list.Count);
            await context.CancelScheduledAsync((await context.State.OfBot.GetAsync<string>("id", ct))!, ct);
            await context.ReplyAsync(message, "taken", ct);
        });
        bot.OnCommand("now", "Writes at once.", async (MessageReceived message, IBotContext context, CancellationToken ct) =>
        {
            try
            {
                var id = await context.SendNowAsync(message, "now", ct);
                await context.EditNowAsync(message.Dialog, id, "then", ct);
                await context.ReplyAsync(message, id, ct);
            }
            catch (RequestFailedException error)
            {
                await context.ReplyAsync(message, error.Reason, ct);
            }
        });
    }

    private sealed class TwoHoursAhead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromHours(2);
    }

    private sealed class AskingBot : IConversationBot
    {
        public void Define(ConversationSet conversations) => conversations.OnCommand(
            "ask",
            "",
            "Asks.",
            talk => talk.AskAsync<string>("Well?"),
            new ConversationOptions { Timeout = TimeSpan.FromMilliseconds(50) });
    }

    private sealed class WaitingBot : IConversationBot
    {
        public void Define(ConversationSet conversations) => conversations.OnCommand("tell", "", "Tells.", TellAsync, new() { AwaitsFates = true });

        private static async Task TellAsync(ITalk talk)
        {
            var one = await talk.SayAndWaitAsync("One.", SendFate.Sent, TimeSpan.FromHours(1));
            var two = await talk.SayAndWaitAsync($"Two after {one}.", SendFate.Read, TimeSpan.FromHours(1));
            var three = await talk.SayAndWaitAsync($"Three after {two}.", SendFate.Read, TimeSpan.FromMilliseconds(50));
            await talk.SayAsync($"It is {three}.");
        }
    }
}
