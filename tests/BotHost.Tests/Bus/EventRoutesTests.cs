using BotPlatform.BotHost.Bus;
using BotPlatform.Bots.Echo;
using BotPlatform.Bots.Help;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Tests.Bus;

public sealed class EventRoutesTests
{
    [Theory]
    [InlineData("!echo hi", "!echo")]
    [InlineData("!Echo hi", "!echo")]
    [InlineData("!help", "!help")]
    [InlineData("hi", "")]
    [InlineData("!unknown", "")]
    public void A_message_goes_to_the_one_bot_that_sees_to_it(string text, string suffix)
    {
        var routes = Routes(listener: null);

        Assert.Equal(new EventRoute(suffix, 1), routes.RouteOf(Sample.Message(text)));
    }

    [Theory]
    [InlineData("!echo hi", 2)]
    [InlineData("hi", 1)]
    public void A_bot_that_handles_every_message_gets_commands_of_others_and_ends_the_fallback(string text, int recipients)
    {
        var routes = Routes(new ListenerBot());

        Assert.Equal(recipients, routes.RouteOf(Sample.Message(text)).Recipients);
    }

    [Fact]
    public void An_event_that_nobody_handles_goes_nowhere() =>
        Assert.Equal(0, Routes(listener: null).RouteOf(Sample.Typing(isTyping: true)).Recipients);

    [Fact]
    public void Only_what_some_bot_handles_is_wanted()
    {
        var routes = Routes(new ListenerBot());

        Assert.True(routes.IsWanted(typeof(MessageReceived)));
        Assert.False(routes.IsWanted(typeof(MessageSent)));
    }

    private static EventRoutes Routes(object? listener) =>
        new(
            new BotCatalog(catalog =>
            [
                KeyValuePair.Create<string, object>("echo", new EchoBot()),
                KeyValuePair.Create<string, object>("help", new HelpBot(catalog)),
                .. listener is null ? Array.Empty<KeyValuePair<string, object>>() : [KeyValuePair.Create("listener", listener)],
            ]),
            Options.Create(new BusOptions()));

    private sealed class ListenerBot : IHandle<MessageReceived>
    {
        public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
