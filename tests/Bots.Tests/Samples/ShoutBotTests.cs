// snippet:shout-test
using BotPlatform.BotSdk.Testing;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class ShoutBotTests
{
    private readonly BotTest _bot = BotTest.Of<ShoutBot>();

    [Fact]
    public async Task Repeats_the_text_louder()
    {
        await _bot.Receives("!shout hello").From("bob").In("team");

        _bot.Replied("HELLO!");
    }
}
// end
