using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.Bots.Echo;
using BotPlatform.Bots.Help;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Bus;

public sealed class EventRoutesTests
{
    [Theory]
    [InlineData("!echo hi", "echo")]
    [InlineData("!Echo hi", "echo")]
    [InlineData("!help", "help")]
    [InlineData("hi", "help")]
    [InlineData("!unknown", "help")]
    public void A_message_goes_to_the_one_bot_that_sees_to_it(string text, string bot) =>
        Assert.Equal([bot], Routes(listener: null).RecipientsOf(Sample.Message(text)));

    [Theory]
    [InlineData("!echo hi", "listener echo")]
    [InlineData("hi", "listener")]
    public void A_bot_that_handles_every_message_gets_commands_of_others_and_ends_the_fallback(string text, string bots) =>
        Assert.Equal(bots.Split(' '), Routes(new ListenerBot()).RecipientsOf(Sample.Message(text)));

    [Theory]
    [InlineData("!echo hi", "listener echo")]
    [InlineData("!sum", "listener")]
    [InlineData("hi", "listener help")]
    public void A_bot_with_conversations_gets_every_message_and_leaves_the_fallback_alone(string text, string bots) =>
        Assert.Equal(bots.Split(' '), Routes(new SumBot()).RecipientsOf(Sample.Message(text)));

    [Fact]
    public void An_event_that_nobody_handles_goes_nowhere() =>
        Assert.Empty(Routes(listener: null).RecipientsOf(Sample.Typing(isTyping: true)));

    private static EventRoutes Routes(object? listener) =>
        new(
            new BotCatalog(catalog =>
            [
                KeyValuePair.Create<string, object>("echo", new EchoBot()),
                KeyValuePair.Create<string, object>("help", new HelpBot(catalog)),
                .. listener is null ? Array.Empty<KeyValuePair<string, object>>() : [KeyValuePair.Create("listener", listener)],
            ]));

    private sealed class ListenerBot : IHandle<MessageReceived>
    {
        public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
