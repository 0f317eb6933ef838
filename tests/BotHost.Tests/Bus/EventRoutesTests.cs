using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.Bots.Echo;
using BotPlatform.Bots.Help;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
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
    [InlineData("!echo hi", "watcher echo")]
    [InlineData("hi", "watcher help")]
    public void A_bot_that_only_watches_gets_every_message_and_leaves_the_fallback_alone(string text, string bots) =>
        Assert.Equal(bots.Split(' '), Routes(new InlineBot(one =>
        {
            one.IsWatcher = true;
            one.On<MessageReceived>((_, _, _) => Task.CompletedTask);
        }), "watcher").RecipientsOf(Sample.Message(text)));

    [Theory]
    [InlineData("!echo hi", "listener echo")]
    [InlineData("!sum", "listener")]
    [InlineData("hi", "listener help")]
    public void A_bot_with_conversations_gets_every_message_and_leaves_the_fallback_alone(string text, string bots) =>
        Assert.Equal(bots.Split(' '), Routes(new SumBot()).RecipientsOf(Sample.Message(text)));

    [Fact]
    public void An_event_that_nobody_handles_goes_nowhere() =>
        Assert.Empty(Routes(listener: null).RecipientsOf(Sample.Typing(isTyping: true)));

    [Theory]
    [InlineData("!v 2", "picker")]
    [InlineData("!poll vote 2", "picker")]
    [InlineData("see #12", "picker")]
    [InlineData("!echo #12", "echo")]
    [InlineData("else", "help")]
    public void A_bot_that_picks_messages_gets_those_alone(string text, string bot) =>
        Assert.Equal([bot], Routes(new InlineBot(one =>
        {
            one.OnCommand("vote", "Votes.", (int option) => $"{option}").Alias("v");
            one.OnCommands("poll", "Polls.", poll => poll.Add("vote", "Votes.", (int option) => $"{option}"));
            one.OnMessage("#[0-9]+", () => "an issue");
        }), "picker").RecipientsOf(Sample.Message(text)));

    [Fact]
    public void A_bot_whose_choice_fails_gets_the_message_and_nobody_loses_anything()
    {
        var routes = Routes(new InlineBot(bot => bot.OnMessage<string>(_ => throw new FormatException("No."), () => "never")), "odd");

        Assert.Equal(["odd"], routes.RecipientsOf(Sample.Message("hello")));
        Assert.Equal(["echo"], routes.RecipientsOf(Sample.Message("!echo hello")));
    }

    private static EventRoutes Routes(object? listener, string name = "listener") =>
        new(
            new BotCatalog(catalog =>
            [
                KeyValuePair.Create<string, object>("echo", new EchoBot()),
                KeyValuePair.Create<string, object>("help", new HelpBot(catalog)),
                .. listener is null ? Array.Empty<KeyValuePair<string, object>>() : [KeyValuePair.Create(name, listener)],
            ]));

    private sealed class ListenerBot : IHandle<MessageReceived>
    {
        public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
