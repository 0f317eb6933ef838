using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class ThinkingBotTests
{
    private readonly BotHarness<ThinkingBot> _bot = new(new ThinkingBot());

    [Fact]
    public async Task Changes_what_it_has_said()
    {
        await _bot.ReceiveAsync(Sample.Message("!think"));

        Assert.Equal("Let me think…", Assert.Single(_bot.Sent).Text);
        Assert.Equal("Let me think… 42.", Assert.Single(_bot.CommandsOf<EditMessage>()).Text);
    }

    [Fact]
    public async Task Says_why_it_could_not()
    {
        _bot.Answer<EditMessageNow, Done>(_ => throw new RequestFailedException("No.", "forbidden"));

        await _bot.ReceiveAsync(Sample.Message("!think"));

        Assert.Equal("I could not: forbidden", _bot.Sent[^1].Text);
    }
}
