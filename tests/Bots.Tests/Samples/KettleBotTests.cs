using BotPlatform.BotSdk.Testing;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class KettleBotTests
{
    // snippet:later-test
    [Fact]
    public async Task Reminds_of_the_tea_until_it_is_fetched()
    {
        var clock = new TestClock();
        var bot = new BotHarness<KettleBot>(new KettleBot()) { Time = clock };
        await bot.ReceiveAsync(Sample.Message("!tea 3m"));

        for (var minute = 0; minute < 5; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await bot.ReceiveDueAsync();
        }

        await bot.ReceiveAsync(Sample.Message("!got"));

        Assert.Equal(
            ["The tea is ready.", "101, your tea gets cold.", "101, your tea gets cold.", "Enjoy."], bot.Sent.Select(sent => sent.Text));
        Assert.Empty(bot.Scheduled);
    }
    // end
}
