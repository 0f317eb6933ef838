using BotPlatform.BotSdk.Testing;

namespace MyBots.Tests;

public sealed class HelloBotTests
{
    private readonly BotTest _bot = BotTest.Of<HelloBot>();

    [Fact]
    public async Task Says_hello()
    {
        await _bot.Receives("!hello World").From("alice");

        _bot.Replied("Hello World!");
    }
}
