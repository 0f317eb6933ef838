using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Bots.Tests.Samples;

public sealed class SampleBotTests
{
    [Fact]
    public async Task The_welcome_bot_greets_once()
    {
        var bot = new BotHarness<WelcomeBot>(new WelcomeBot());

        await bot.ReceiveAsync(Sample.Message("hello"), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("again"), TestTimeout.Token);

        Assert.StartsWith("Welcome!", Assert.Single(bot.Sent).Text, StringComparison.Ordinal);
        Assert.Single(bot.Typing);
    }

    [Fact]
    public async Task The_note_bot_writes_elsewhere_and_explains_itself()
    {
        var bot = new BotHarness<NoteBot>(new NoteBot());

        await bot.ReceiveAsync(Sample.Message("!tell 5f00000000000000000000aa \"lunch is here\""), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message("!tell everybody lunch is here"), TestTimeout.Token);

        Assert.Equal(["lunch is here", "Done.", "Like this: !tell DIALOG \"TEXT\""], bot.Sent.Select(sent => sent.Text));
        Assert.Equal(new DialogRef("5f00000000000000000000aa"), bot.Sent[0].Dialog);
    }

    [Fact]
    public void The_sample_bots_fit_together()
    {
        using var services = new ServiceCollection().AddSampleBots().BuildServiceProvider();

        Assert.Equal(["shout", "welcome", "notes"], services.GetRequiredService<IBotCatalog>().Bots.Select(bot => bot.Name));
    }
}
