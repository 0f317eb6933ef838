using System.ComponentModel;
using BotPlatform.Bots.Echo;
using BotPlatform.Bots.Help;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Testing;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Bots.Tests.Help;

public sealed class HelpBotTests
{
    private readonly BotHarness<HelpBot> _bot = new(catalog => new HelpBot(catalog), new EchoBot());

    [Fact]
    public async Task Lists_every_command_of_every_bot()
    {
        await _bot.ReceiveAsync(Sample.GroupMessage("!help"), TestTimeout.Token);

        Assert.Equal(
            """
            I understand these commands:
            !echo TEXT - Repeats TEXT.
            !help [COMMAND] - Lists all commands, or explains one.
            """,
            Assert.Single(_bot.Sent).Text);
    }

    [Theory]
    [InlineData("!help echo")]
    [InlineData("!help !ECHO")]
    public async Task Explains_one_command(string text)
    {
        await _bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Equal("!echo TEXT\nRepeats TEXT.", Assert.Single(_bot.Sent).Text);
    }

    [Theory]
    [InlineData("!help vote", "!vote OPTION [WHY...]\nVotes.\nOPTION: a whole number. Its number.\nWHY: a text (may be left out)\nAlso: !v")]
    [InlineData("!help db", "!db show\nDatabase.\n!db show - Shows it.")]
    [InlineData("!help !db dump", "!db show\nShows it.\nAlso: !db dump")]
    [InlineData("!help db drop", "There is no such command. !help lists all of them.")]
    [InlineData("!help secret", "There is no such command. !help lists all of them.")]
    [InlineData("!db", "!db is followed by one of these:\n!db show - Shows it.")]
    [InlineData("!help",
        "I understand these commands:\n!db show - Database.\n!help [COMMAND] - Lists all commands, or explains one.\n"
        + "!vote OPTION [WHY...] - Votes.")]
    public async Task Shows_what_the_asker_may_use_and_nothing_else(string text, string reply)
    {
        var help = new BotHarness<HelpBot>(catalog => new HelpBot(catalog), Rich());
        var rich = new BotHarness<InlineBot>(Rich());

        await help.ReceiveAsync(Sample.Message(text), TestTimeout.Token);
        await rich.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Equal(reply, Assert.Single(help.Sent.Concat(rich.Sent)).Text);
    }

    [Fact]
    public async Task Speaks_the_language_of_the_host()
    {
        using var services = new ServiceCollection()
            .AddBot<HelpBot>("help").AddBot<EchoBot>("echo").AddBotTexts(BotTexts.Find("de-AT")!)
            .BuildServiceProvider();
        var bot = new BotHarness<HelpBot>(_ => new HelpBot(services.GetRequiredService<IBotCatalog>()));

        await bot.ReceiveAsync(Sample.Message("!help"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!help tanz"), TestTimeout.Token);

        Assert.Equal(
            """
            Ich verstehe diese Befehle:
            !echo TEXT - Wiederholt TEXT.
            !help [COMMAND] - Zählt alle Befehle auf oder erklärt einen.
            """,
            bot.Sent[0].Text);
        Assert.Equal("Diesen Befehl gibt es nicht. !help zählt alle auf.", bot.Sent[1].Text);
    }

    [Fact]
    public async Task Says_when_there_is_no_such_command()
    {
        await _bot.ReceiveAsync(Sample.Message("!help dance"), TestTimeout.Token);

        Assert.Contains("no such command", Assert.Single(_bot.Sent).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good morning")]
    [InlineData("!dance")]
    public async Task Gives_a_hint_to_who_writes_alone_what_nobody_understands(string text)
    {
        await _bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Contains("!help", Assert.Single(_bot.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_silent_where_people_talk_to_each_other_or_send_no_text_or_somebody_understands()
    {
        await _bot.ReceiveAsync(Sample.GroupMessage("good morning"), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.GroupMessage("!dance"), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.Message(""), TestTimeout.Token);
        await _bot.ReceiveAsync(Sample.Message("!echo hello"), TestTimeout.Token);

        Assert.Empty(_bot.Sent);
    }

    [Fact]
    public async Task Does_not_answer_the_hint_of_another_host()
    {
        await _bot.ReceiveAsync(Sample.Message("good morning"), TestTimeout.Token);

        await _bot.ReceiveAsync(Sample.Message(_bot.Sent[0].Text), TestTimeout.Token);

        Assert.Single(_bot.Sent);
    }

    [Fact]
    public async Task Gives_no_hint_where_another_bot_handles_every_message()
    {
        var bot = new BotHarness<HelpBot>(catalog => new HelpBot(catalog), new ListenerBot());

        await bot.ReceiveAsync(Sample.Message("good morning"), TestTimeout.Token);

        Assert.Empty(bot.Sent);
    }

    private static InlineBot Rich() => new(bot =>
    {
        bot.OnCommand("vote", "Votes.", ([Description("Its number.")] int option, [Rest] string? why) => "").Alias("v");
        bot.OnCommand("secret", "Secret.", () => "").OnlyFor(new UserRef("102"));
        bot.OnCommands("db", "Database.", db =>
        {
            db.Add("drop", "Drops it.", () => "").OnlyFor(DialogRole.Admin);
            db.Add("show", "Shows it.", () => "").Alias("dump");
        });
        bot.OnCommands("hidden", "Hidden.", hidden => hidden.Add("one", "One.", () => "").OnlyIn(Sample.Group));
    });

    private sealed class ListenerBot : IHandle<MessageReceived>
    {
        public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
