using BotPlatform.Bots.Echo;
using BotPlatform.BotSdk.Testing;

namespace BotPlatform.Bots.Tests.Echo;

public sealed class EchoBotTests
{
    private readonly BotTest _bot = BotTest.Of<EchoBot>();

    [Fact]
    public async Task Repeats_the_text_to_whoever_wrote_it()
    {
        await _bot.Receives("!echo hello  \"world\"").From("bob");

        _bot.Replied("hello  \"world\"");
    }

    [Fact]
    public async Task Repeats_the_text_in_a_group()
    {
        await _bot.Receives("!ECHO hello").In("team");

        _bot.Replied("hello");
    }

    [Theory]
    [InlineData("!echo")]
    [InlineData("!echo   ")]
    public async Task Explains_itself_when_there_is_nothing_to_repeat(string text)
    {
        await _bot.Receives(text);

        _bot.RepliedWith("!echo TEXT");
    }

    [Fact]
    public async Task Says_nothing_to_anything_else()
    {
        await _bot.Receives("hello");

        _bot.DidNothing();
    }
}
