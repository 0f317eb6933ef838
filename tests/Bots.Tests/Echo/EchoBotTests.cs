using BotPlatform.Bots.Echo;
using BotPlatform.BotSdk.Testing;
using BotPlatform.TestKit;

namespace BotPlatform.Bots.Tests.Echo;

public sealed class EchoBotTests
{
    private readonly BotHarness<EchoBot> _bot = new(new EchoBot());

    [Fact]
    public async Task Repeats_the_text_to_whoever_wrote_it()
    {
        await _bot.ReceiveAsync(Sample.Message("!echo hello  \"world\""), TestTimeout.Token);

        var reply = Assert.Single(_bot.Sent);
        Assert.Equal("hello  \"world\"", reply.Text);
        Assert.Equal(Sample.Dialog, reply.Dialog);
    }

    [Fact]
    public async Task Repeats_the_text_in_a_group()
    {
        await _bot.ReceiveAsync(Sample.GroupMessage("!ECHO hello"), TestTimeout.Token);

        var reply = Assert.Single(_bot.Sent);
        Assert.Equal("hello", reply.Text);
        Assert.Equal(Sample.Group, reply.Dialog);
    }

    [Theory]
    [InlineData("!echo")]
    [InlineData("!echo   ")]
    public async Task Explains_itself_when_there_is_nothing_to_repeat(string text)
    {
        await _bot.ReceiveAsync(Sample.Message(text), TestTimeout.Token);

        Assert.Contains("!echo TEXT", Assert.Single(_bot.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_nothing_to_anything_else()
    {
        await _bot.ReceiveAsync(Sample.Message("hello"), TestTimeout.Token);

        Assert.Empty(_bot.Sent);
    }
}
