using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class InlineBotTests
{
    [Fact]
    public async Task The_vote_bot_counts_and_explains()
    {
        var bot = new BotHarness<VoteBot>(new VoteBot());

        await bot.ReceiveAsync(Sample.Message("!vote 2 because it is cheap"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!v two"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!tally 2"), TestTimeout.Token);

        Assert.Equal(
            [
                "2 it is, because it is cheap.",
                "OPTION must be a whole number, and 'two' is none. Like this: !vote OPTION [WHY...]",
                "1",
            ],
            bot.Sent.Select(sent => sent.Text));
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

    [Fact]
    public async Task A_bot_without_a_class_takes_messages_in_a_row_as_one()
    {
        var clock = new ManualClock();
        var bot = BotHarness.Of(InlineBots.ConfigureTurns);
        bot.Time = clock;

        await bot.ReceiveAsync(Sample.Message("hello"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("I have a question"), TestTimeout.Token);
        clock.Advance(TimeSpan.FromSeconds(3));
        await bot.ReceiveDueAsync(TestTimeout.Token);

        Assert.Equal("You wrote 2 messages.", Assert.Single(bot.Sent).Text);
    }

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

    [Fact]
    public async Task The_doorkeeper_bot_lets_admins_lock_and_says_sorry()
    {
        var bot = new BotHarness<DoorkeeperBot>(new DoorkeeperBot(NullLogger<DoorkeeperBot>.Instance));
        bot.Answer((GetDialog asked) => new DialogInfo { Dialog = asked.Dialog, Type = DialogType.Group, Members = [Sample.User] });

        await bot.ReceiveAsync(Sample.GroupMessage("!open"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.GroupMessage("!lock"), TestTimeout.Token);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => bot.ReceiveAsync(Sample.GroupMessage("!break"), TestTimeout.Token));

        Assert.Equal(
            ["It is open.", "Sorry, !lock is not for you here.", "Something went wrong. Somebody will have a look at it."],
            bot.Sent.Select(sent => sent.Text));
    }
}
