using BotPlatform.BotSdk.Testing;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class PizzaBotTests
{
    // snippet:conversation-test
    [Fact]
    public async Task Takes_an_order_over_a_restart()
    {
        var kitchen = new Kitchen();
        var bot = new BotHarness<PizzaBot>(new PizzaBot(kitchen));
        await bot.ReceiveAsync(Sample.Message("!pizza"));
        await bot.ReceiveAsync(Sample.Message("3"));

        var next = bot.Deploy(new PizzaBot(kitchen)); // another process, which remembers the same
        await next.ReceiveAsync(Sample.Message("large"));
        await next.ReceiveAsync(Sample.Message("yes"));

        Assert.Equal(["How many?", "Which size?\n1. small\n2. large"], bot.Sent.Select(sent => sent.Text));
        Assert.Equal(["That is 30 €.", "Shall I order? (yes or no)", "Your number is 1."], next.Sent.Select(sent => sent.Text));
    }
    // end

    [Fact]
    public async Task Counts_coffees_and_knows_who_had_the_last_one()
    {
        var bot = new BotHarness<TallyBot>(new TallyBot());

        await bot.ReceiveAsync(Sample.Message("!coffee"));
        await bot.ReceiveAsync(Sample.Message("!coffee"));

        Assert.Equal(["Number 1. Before you: nobody today.", "Number 2. Before you: 101."], bot.Sent.Select(sent => sent.Text));
    }

    private sealed class Kitchen : IKitchen
    {
        private int _orders;

        public Task<int> PriceAsync(int number, string size, CancellationToken cancellationToken) => Task.FromResult(number * 10);

        public Task<int> OrderAsync(int number, string size, CancellationToken cancellationToken) => Task.FromResult(++_orders);
    }
}
