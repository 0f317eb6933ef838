using BotPlatform.BotSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class PizzaBotTests
{
    // snippet:conversation-test
    [Fact]
    public async Task Takes_an_order_over_kills_and_a_deploy()
    {
        var bot = BotTest.Of<PizzaBot>(services => services.AddSingleton<IKitchen>(new Kitchen()));

        await bot.Receives("!pizza");
        bot.Replied("How many?");
        await bot.Receives("3").KilledBeforeSuccess();
        bot.Replied("Which size?\n1. small\n2. large");
        await bot.Receives("large").KilledAfterSuccess();
        bot.Replied("That is 30 €.", "Shall I order? (yes or no)");
        bot.Restart();
        await bot.Receives("yes").Twice();
        bot.Replied("Your number is 1.");
    }

    [Fact]
    public async Task Forgets_an_order_that_nobody_finishes()
    {
        var bot = BotTest.Of<PizzaBot>(services => services.AddSingleton<IKitchen>(new Kitchen()));
        await bot.Receives("!pizza");

        bot.Clock.Advance(TimeSpan.FromHours(2));
        await bot.Receives("3");

        bot.RepliedWith("That took too long");
    }
    // end

    // snippet:soak-test
    [Fact]
    public async Task Counts_coffees_whatever_happens()
    {
        await BotTest.Of<TallyBot>().SurvivesFaultsAsync(chat =>
        [
            chat.Receives("!coffee").From("alice").In("kitchen"),
            chat.Receives("!coffee").From("bob").In("kitchen"),
            chat.Receives("!coffee").From("alice").In("kitchen"),
            chat.Receives("!coffee").From("carol"),
        ]);
    }
    // end

    [Fact]
    public async Task Knows_who_had_the_last_coffee()
    {
        var bot = BotTest.Of<TallyBot>();

        await bot.Receives("!coffee").In("kitchen");
        bot.Replied("Number 1. Before you: nobody today.");
        await bot.Receives("!coffee").From("bob").In("kitchen");
        bot.Replied("Number 1. Before you: 101.");
        bot.Clock.Advance(TimeSpan.FromHours(9));
        await bot.Receives("!coffee").In("kitchen");
        bot.Replied("Number 2. Before you: nobody today.");
    }

    private sealed class Kitchen : IKitchen
    {
        private int _orders;

        public Task<int> PriceAsync(int number, string size, CancellationToken cancellationToken) => Task.FromResult(number * 10);

        public Task<int> OrderAsync(int number, string size, CancellationToken cancellationToken) => Task.FromResult(++_orders);
    }
}
