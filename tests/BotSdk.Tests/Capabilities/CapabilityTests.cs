using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Tests.Capabilities;

/// <summary>What a network lacks is not offered.</summary>
public sealed class CapabilityTests
{
    [Fact]
    public async Task What_the_network_has_is_offered()
    {
        await RunAsync(_ => { }, context =>
        {
            Assert.NotNull(context.Find<IUsers>());
            Assert.NotNull(context.Find<IFiles>());
        });
    }

    [Fact]
    public async Task A_capability_of_which_the_network_lacks_a_part_is_not_offered_and_others_are()
    {
        await RunAsync(bot => bot.Lack<ReportMessage>(), context =>
        {
            Assert.Null(context.Find<IModeration>());
            Assert.NotNull(context.Find<IUsers>());
        });
    }

    [Fact]
    public async Task Who_names_what_is_not_offered_is_told_which_account_lacks_it()
    {
        await RunAsync(bot => bot.Lack<FindUsers>(), context =>
        {
            var error = Assert.Throws<RequestFailedException>(() => context.Users);

            Assert.Equal(RequestFailedException.NotSupported, error.Reason);
            Assert.Equal("The account 100 on sample does not offer IUsers.", error.Message);
        });
    }

    [Fact]
    public async Task A_network_without_files_does_not_offer_them()
    {
        await RunAsync(bot => bot.LackFiles(), context =>
        {
            Assert.Null(context.Find<IFiles>());
            Assert.Equal(
                RequestFailedException.NotSupported, Assert.Throws<RequestFailedException>(() => context.Files).Reason);
        });
    }

    [Fact]
    public async Task What_is_no_capability_is_a_mistake_of_the_bots()
    {
        await RunAsync(_ => { }, context =>
        {
            var error = Assert.Throws<InvalidOperationException>(() => context.Find<IDisposable>());

            Assert.StartsWith("IDisposable is no capability. There are ", error.Message, StringComparison.Ordinal);
        });
    }

    private static async Task RunAsync(Action<BotHarness<ScriptedBot>> prepare, Action<IBotContext> act)
    {
        var bot = ScriptedBot.Harness((_, context, _) =>
        {
            act(context);
            return Task.CompletedTask;
        });
        prepare(bot);
        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);
    }
}
