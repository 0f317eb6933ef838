using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Activity;

/// <summary>Witnesses that cannot do what they do.</summary>
public sealed class BrokenActivityWitnessTests
{
    [Fact]
    public async Task A_witness_that_throws_does_not_lose_the_event()
    {
        await using var host = await Fakes.TestHost.StartAsync(
            configure: services => services.AddSingleton<IWitness, Throwing>());
        var connector = await host.Network.NextConnectionAsync();

        await connector.ReceiveAsync(Sample.Message("!echo hello"));

        Assert.Equal("hello", (await host.Network.NextSentAsync()).Text);
    }

    [Fact]
    public async Task What_the_database_refuses_of_a_user_holds_up_no_event()
    {
        await using var scene = await ActivityScene.StartAsync(
            bot => bot.OnCommand("other", "Does something else.", () => ""),
            "--Activity:Watch:0:HasTalkedTo=*", "--Activity:Watch:0:InactiveAfter:0=1.00:00:00");
        await scene.Host.Services.GetRequiredService<Database>().AskAsync(
            connection => connection.ExecuteAsync(
                "CREATE TRIGGER refusal BEFORE INSERT ON watched_as WHEN NEW.user_id = '666' BEGIN SELECT RAISE(ABORT, 'no'); END"),
            TestTimeout.Token);

        await scene.TalkAsync("666");
        await scene.Connector.AcknowledgedAsync(1);

        scene.People.Goes("101");
        await scene.TalkAsync("101");
        await scene.LookedForAsync("101");
        Assert.DoesNotContain("666", scene.People.Asked);
    }

    private sealed class Throwing : IWitness
    {
        public Task SeeAsync(IAccountEvent @event) => throw new InvalidOperationException("It is broken.");
    }
}
