using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotSdk.Tests;

public sealed class BotCatalogTests
{
    [Fact]
    public void A_command_is_found_whatever_the_case()
    {
        var catalog = Catalog(("greeter", new CommandBot("Hello")));

        Assert.Equal("Hello", catalog.FindCommand("hELLO")?.Name);
        Assert.Null(catalog.FindCommand("goodbye"));
    }

    [Fact]
    public void A_command_of_two_bots_is_an_error_that_names_both()
    {
        var catalog = Catalog(("first", new CommandBot("hello")), ("second", new CommandBot("HELLO")));

        var error = Assert.Throws<BotDefinitionException>(() => catalog.Bots);
        Assert.Contains("!HELLO", error.Message, StringComparison.Ordinal);
        Assert.Contains("'first' (CommandBot)", error.Message, StringComparison.Ordinal);
        Assert.Contains("'second' (CommandBot)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_one_bot_defines_twice_is_an_error()
    {
        var error = Assert.Throws<BotDefinitionException>(() => Catalog(("greeter", new CommandBot("hello", "Hello"))).Bots);

        Assert.Contains("!Hello twice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!hello")]
    [InlineData("two words")]
    public void A_command_needs_a_name_that_can_be_typed(string name) =>
        Assert.Throws<BotDefinitionException>(() => Catalog(("greeter", new CommandBot(name))).Bots);

    [Theory]
    [InlineData("Greeter")]
    [InlineData("greeter_1")]
    [InlineData("-greeter")]
    public void A_bot_needs_a_name_that_a_queue_can_have(string name)
    {
        var error = Assert.Throws<BotDefinitionException>(() => Catalog((name, new CommandBot("hello"))).Bots);

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_bots_of_one_name_are_an_error() =>
        Assert.Contains(
            "Two bots are registered as 'same'",
            Assert.Throws<BotDefinitionException>(
                () => Catalog(("same", new CommandBot("a")), ("same", new CommandBot("b"))).Bots).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_class_that_would_never_be_called_is_no_bot() =>
        Assert.Contains(
            "would never be called",
            Assert.Throws<BotDefinitionException>(() => Catalog(("nobody", new object())).Bots).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_bot_that_handles_an_interface_is_told_to_name_events() =>
        Assert.Contains(
            "IChatEvent",
            Assert.Throws<BotDefinitionException>(() => Catalog(("all", new EverythingBot())).Bots).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_message_is_understood_when_it_is_a_command_or_somebody_handles_all()
    {
        var commands = Catalog(("greeter", new CommandBot("hello")));
        var all = Catalog(("greeter", new CommandBot("hello")), ("listener", new ListenerBot()));

        Assert.True(commands.IsUnderstood(Sample.Message("!hello")));
        Assert.False(commands.IsUnderstood(Sample.Message("!goodbye")));
        Assert.False(commands.IsUnderstood(Sample.Message("hello")));
        Assert.True(all.IsUnderstood(Sample.Message("hello")));
    }

    [Fact]
    public void Registered_bots_get_what_their_constructors_ask_for_even_the_catalog()
    {
        using var services = new ServiceCollection().AddBot<CuriousBot>("curious").BuildServiceProvider();

        var catalog = services.GetRequiredService<IBotCatalog>();

        Assert.Equal("curious", Assert.Single(catalog.Bots).Name);
    }

    private static BotCatalog Catalog(params (string Name, object Bot)[] bots) =>
        new(_ => bots.Select(bot => KeyValuePair.Create(bot.Name, bot.Bot)));

    private sealed class CommandBot(params string[] names) : ICommandBot
    {
        public void Define(CommandSet commands)
        {
            foreach (var name in names)
            {
                commands.Add(name, "", "Does something.", (_, _, _) => Task.CompletedTask);
            }
        }
    }

    private sealed class ListenerBot : IHandle<MessageReceived>
    {
        public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }

    private sealed class EverythingBot : IHandle<IChatEvent>
    {
        public Task HandleAsync(IChatEvent message, IBotContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class CuriousBot(IBotCatalog catalog) : ICommandBot
    {
        public void Define(CommandSet commands) =>
            commands.Add("count", "", "Counts the bots.", (command, context, cancellationToken) =>
                context.ReplyAsync(command, $"{catalog.Bots.Count}", cancellationToken));
    }
}
