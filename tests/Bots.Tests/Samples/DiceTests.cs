using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>The plug-in of the guide.</summary>
public sealed class DiceTests
{
    [Fact]
    public async Task Rolls_as_many_sides_as_it_is_set_to()
    {
        var services = new ServiceCollection();
        new Dice().Register(services);
        await using var provider = services.BuildServiceProvider();
        var made = Assert.Single(provider.GetServices<BotRegistration>()).Make(provider);
        var bot = new BotHarness<object>(made);
        bot.Settings["Sides"] = "1";

        await bot.ReceiveAsync(Sample.Message("!roll"));

        Assert.Equal("1", Assert.Single(bot.Sent).Text);
    }
}
