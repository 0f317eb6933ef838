using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.BotSdk.Texts;
using BotPlatform.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class InlineBotTests
{
    [Fact]
    public async Task The_vote_bot_counts_and_explains()
    {
        var bot = BotTest.Of<VoteBot>();

        await bot.Receives("!vote 2 because it is cheap");
        bot.Replied("2 it is, because it is cheap.");
        await bot.Receives("!v two");
        bot.Replied("OPTION must be a whole number, and 'two' is none. Like this: !vote OPTION [WHY...]");
        await bot.Receives("!tally 2");
        bot.Replied("1");
    }

    [Fact]
    public async Task The_todo_bot_keeps_a_list()
    {
        var bot = new BotHarness<TodoBot>(new TodoBot());

        await bot.ReceiveAsync(Sample.Message("!todo show"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!todo add \"buy milk\" 2026-02-01"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!todo add rest"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!todo list"), TestTimeout.Token);

        Assert.Equal(["Nothing.", "buy milk 2026-02-01\nrest"], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public void A_bot_without_a_class_is_registered_like_the_others()
    {
        using var services = new ServiceCollection().AddMath().BuildServiceProvider();

        var bot = Assert.Single(services.GetRequiredService<IBotCatalog>().Bots);

        Assert.Equal("math", bot.Name);
        Assert.Equal("!square N", Assert.Single(bot.Commands).Syntax);
    }

    [Fact]
    public async Task A_bot_without_a_class_holds_a_conversation()
    {
        var bot = BotHarness.Of(one =>
        {
            InlineBots.ConfigureTable(one);
            one.Texts = BotTexts.German;
        });

        foreach (var text in new[] { "!table many", "!table 4", "soon", "19:30", "Ada" })
        {
            await bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);
        }

        Assert.Equal(
            [
                "PEOPLE muss eine ganze Zahl sein; 'many' ist das nicht. So: !table PEOPLE",
                "When?",
                "Das habe ich nicht verstanden. Bitte versuche es noch einmal.",
                "In whose name?",
                "A table for 4 at 19:30, Ada.",
            ],
            bot.Sent.Select(sent => sent.Text));
    }

    // snippet:time-test
    [Fact]
    public async Task A_bot_without_a_class_takes_messages_in_a_row_as_one()
    {
        var bot = BotTest.Of(InlineBots.ConfigureTurns);

        await bot.Receives("hello");
        await bot.Receives("I have a question");
        bot.DidNotReply();
        await bot.PassAsync(TimeSpan.FromSeconds(3));

        bot.Replied("You wrote 2 messages.");
    }
    // end

    [Fact]
    public async Task A_bot_without_a_class_picks_messages()
    {
        var bot = BotHarness.Of(InlineBots.Configure);
        var first = Sample.Message("see issue #12");

        await bot.ReceiveAsync(first, TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("@bot hello"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("hello all"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Deleted(first), TestTimeout.Token);

        Assert.Equal(
            ["https://example.org/issues/12", "You said: hello", "I saw that."], bot.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public void A_host_speaks_german()
    {
        using var services = new ServiceCollection().AddTresor().BuildServiceProvider();

        var command = services.GetRequiredService<IBotCatalog>().FindCommand("open")!;

        Assert.Equal(("Öffnet den Tresor.", "eine ganze Zahl"), (command.Description, Assert.Single(command.Parameters).Kind));
    }

    // snippet:people-test
    [Fact]
    public async Task Lets_admins_lock_and_nobody_open_too_often()
    {
        var bot = BotTest.Of<DoorkeeperBot>();
        var team = bot.Group("team").WithAdmins(bot.User("alice")).WithMembers(bot.User("bob"));

        await bot.Receives("!lock").From("alice").In(team);
        bot.Replied("It is locked.");
        await bot.Receives("!lock").From("bob").In(team);
        bot.RepliedWith("not for you");

        for (var i = 0; i < 4; i++)
        {
            await bot.Receives("!open").From("bob");
        }

        bot.RepliedWith("a bit much");
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await bot.Receives("!open").From("bob");
        bot.Replied("It is open.");
    }

    [Fact]
    public async Task Says_sorry_when_the_door_does_not_break()
    {
        var bot = BotTest.Of<DoorkeeperBot>();

        await bot.Receives("!break").FailsAsync<InvalidOperationException>();

        bot.RepliedWith("Something went wrong.");
    }
    // end
}
