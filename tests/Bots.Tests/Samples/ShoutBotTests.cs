// snippet:shout-test
using BotPlatform.BotSdk.Testing;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class ShoutBotTests
{
    [Fact]
    public async Task Repeats_the_text_louder()
    {
        var bot = new BotHarness<ShoutBot>(new ShoutBot());

        await bot.ReceiveAsync(Sample.Message("!shout hello"));

        var reply = Assert.Single(bot.Sent);
        Assert.Equal("HELLO!", reply.Text);
        Assert.Equal(Sample.Dialog, reply.Dialog);
    }
}
// end
