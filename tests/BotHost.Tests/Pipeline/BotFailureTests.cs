using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class BotFailureTests
{
    private const string Soon = "--Bus:RetryDelay=00:00:00.001";

    [Fact]
    public async Task A_handler_that_fails_twice_and_then_succeeds_sends_once()
    {
        var bot = new MoodyBot(failures: 2);
        await using var host = await StartAsync(bot, Soon);
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("hello"));

        Assert.Equal("hello", (await host.Network.NextSentAsync()).Text);
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
        Assert.Equal(3, bot.Calls);
    }

    [Fact]
    public async Task A_time_out_of_the_bots_own_is_a_failure_like_others_and_tried_again()
    {
        var calls = 0;
        var script = new Script((e, context, token) => e switch
        {
            MessageReceived when ++calls < 3 => throw new TimeoutException("Somebody else did not answer."),
            MessageReceived message => context.ReplyAsync(message, message.Text, token),
            _ => Task.CompletedTask,
        });
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("hello"));

        Assert.Equal("hello", (await host.Network.NextSentAsync()).Text);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_handler_that_always_fails_costs_that_event_and_its_dialog_goes_on()
    {
        var bot = new MoodyBot(failures: 4);
        await using var host = await StartAsync(bot, Soon);
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("poison"));
        await connector.ReceiveAsync(Sample.Message("next"));

        Assert.Equal("next", (await host.Network.NextSentAsync()).Text);
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
        Assert.Equal(5, bot.Calls);
    }

    [Fact]
    public async Task A_failing_bot_does_not_disturb_another_bot()
    {
        await using var host = await StartAsync(new MoodyBot(failures: int.MaxValue), Soon);
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!echo hello"));

        Assert.Equal("hello", (await host.Network.NextSentAsync()).Text);
    }

    [Fact]
    public async Task A_handler_that_never_ends_is_given_up()
    {
        await using var host = await StartAsync(new MoodyBot(failures: 0), "--Bus:HandlerTimeout=00:00:00.05");
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("hang"));
        await connector.ReceiveAsync(Sample.Message("next"));

        Assert.Equal("next", (await host.Network.NextSentAsync()).Text);
    }

    [Fact]
    public async Task Typing_leaves_although_the_handler_fails()
    {
        await using var host = await StartAsync(new MoodyBot(failures: 1), Soon);
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("type"));

        Assert.True(Assert.IsType<SetTyping>(await host.Network.NextCommandAsync()).IsTyping);
    }

    [Fact]
    public async Task What_a_bot_says_about_its_failure_is_sent_once_and_the_event_is_parked()
    {
        await using var host = await StartSorryAsync((error, e, context, token) =>
            context.ReplyAsync((MessageReceived)e, $"Sorry. {error.Message}", token));
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("bad"));
        await connector.ReceiveAsync(Sample.Message("!next"));

        Assert.Equal("Sorry. As asked.", (await host.Network.NextSentAsync()).Text);
        Assert.Equal("next", (await host.Network.NextSentAsync()).Text);
        Assert.Single(await ParkedAsync(host));
        await host.StopAsync();
        Assert.Empty(host.Network.TakeSent());
    }

    [Fact]
    public async Task Who_fails_with_the_failure_as_well_says_nothing_and_the_event_is_parked()
    {
        await using var host = await StartSorryAsync((_, _, _, _) => throw new InvalidOperationException("Once more."));
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("bad"));
        await connector.ReceiveAsync(Sample.Message("!next"));

        Assert.Equal("next", (await host.Network.NextSentAsync()).Text);
        Assert.Single(await ParkedAsync(host));
    }

    private static Task<TestHost> StartSorryAsync(BotErrorHandler handler) => TestHost.StartAsync(
        configure: services => services.AddBot("sorry", bot => bot
            .OnError(handler)
            .OnMessage("^bad", string () => throw new InvalidOperationException("As asked."))
            .OnCommand("next", "Goes on.", () => "next")),
        settings: Soon);

    private static Task<IReadOnlyList<long>> ParkedAsync(TestHost host) =>
        host.Services.GetRequiredService<ParkedStore>().NumbersAsync(new ParkedFilter { Dialog = Sample.Dialog.Id }, TestTimeout.Token);

    private static Task<TestHost> StartAsync(MoodyBot bot, string setting) =>
        TestHost.StartAsync(
            configure: services => services.AddSingleton(bot).AddBot<MoodyBotHolder>("moody"), settings: setting);

    // A bot is made by the host; this one hands on to the test's.
    private sealed class MoodyBotHolder(MoodyBot bot) : IHandle<MessageReceived>
    {
        public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
            message.Text.StartsWith('!') ? Task.CompletedTask : bot.HandleAsync(message, context, cancellationToken);
    }

    private sealed class MoodyBot(int failures)
    {
        public int Calls { get; private set; }

        public async Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
        {
            Calls++;
            await context.ReplyAsync(message, message.Text, cancellationToken);
            if (message.Text == "type")
            {
                await context.TypingAsync(message, cancellationToken);
            }

            if (message.Text == "hang")
            {
                await new TaskCompletionSource().Task;
            }

            if (Calls <= failures)
            {
                throw new InvalidOperationException("Not in the mood.");
            }
        }
    }
}
