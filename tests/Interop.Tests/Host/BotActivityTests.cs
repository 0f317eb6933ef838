using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M62, M63, M64 and M75: a bot in the complete host and the vendor's clients ask who is there.</summary>
public sealed class BotActivityTests
{
    [Fact]
    public async Task M62_a_bot_at_which_nobody_looks_hears_the_vendors_client_and_counts_as_away()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        await scene.BotAsync((bot, token) => bot.SetActiveAsync(isActive: false, token));
        Assert.False(Assert.Single(scene.Sandbox.Chaos.SessionsOf(100)).IsActive);
        var whileInactive = await alice.SayAsync(100, "anybody?");
        Assert.Equal(whileInactive, (await scene.HeardAsync<MessageReceived>()).MessageId);
        await scene.BotAsync((bot, token) => bot.SetActiveAsync(isActive: true, token));
        Assert.True(Assert.Single(scene.Sandbox.Chaos.SessionsOf(100)).IsActive);
        var whileActive = await alice.SayAsync(100, "there you are");
        await scene.HeardAsync<MessageReceived>();

        var alerted = (await scene.AlertsAsync(100)).Select(alert => (string)alert!["message_id"]!).ToList();
        Assert.Contains(whileInactive, alerted);
        Assert.DoesNotContain(whileActive, alerted);
    }

    [Fact]
    public async Task M63_the_bot_and_the_vendors_client_ask_when_the_other_was_there()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await alice.CallAsync("chat.pingWithTimeout", 30_000); // by now the server knows that Alice is there

        var there = await scene.BotAsync((bot, token) => bot.LastActivityAsync(new UserRef("101"), token));
        var bot = await alice.CallAsync("chat.getLastUserActivity", 100);
        await alice.CallAsync("chat.disconnect");
        var gone = await scene.BotAsync((bot, token) => bot.LastActivityAsync(new UserRef("101"), token));
        var never = await Assert.ThrowsAsync<RequestFailedException>(
            () => scene.BotAsync((bot, token) => bot.LastActivityAsync(new UserRef("102"), token)));

        Assert.True(there.IsOnline);
        Assert.Equal((100, 0), ((int)bot!["userId"]!, (int)bot["seconds"]!));
        Assert.True(gone.LastActiveAt >= there.LastActiveAt.AddSeconds(-1), $"{gone.LastActiveAt} after {there.LastActiveAt}");
        Assert.Equal("item-not-found", never.Reason);
    }

    [Fact]
    public async Task M64_the_bot_hears_whom_it_watches_come_and_go_until_it_looks_away()
    {
        await using var scene = await BotScene.StartAsync();
        await scene.BotAsync((bot, token) => bot.WatchAsync(new UserRef("101"), token));
        await scene.BotAsync((bot, token) => bot.WatchAsync(new UserRef("102"), token));

        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var came = await scene.HeardAsync<LastActivityObserved>();
        await scene.BotAsync((bot, token) => bot.UnwatchAsync(new UserRef("101"), token));
        await alice.CallAsync("chat.disconnect");
        await using var bob = await scene.ConnectAsync(VendorUser.Bob);
        var next = await scene.HeardAsync<LastActivityObserved>();
        await bob.CallAsync("chat.disconnect");
        var went = await scene.HeardAsync<LastActivityObserved>();

        Assert.Equal(("101", "101", true), (came.User.Id, came.Dialog.Id, came.IsOnline));
        Assert.Equal(("102", true), (next.User.Id, next.IsOnline));
        Assert.Equal("102", went.User.Id);
        Assert.True(went.LastActiveAt <= went.Origin.OccurredAt);
    }

    [Fact]
    public async Task M75_the_bot_pings_a_network_that_answers_and_one_that_stands_still()
    {
        await using var scene = await BotScene.StartAsync();

        var roundTrip = await scene.BotAsync((bot, token) => bot.PingAsync(token));
        var error = await Assert.ThrowsAsync<RequestFailedException>(() => scene.BotAsync(async (bot, token) =>
        {
            using (scene.Sandbox.Chaos.StandStill())
            {
                var ping = new PingNetwork { Account = bot.Origin.Account, Timeout = TimeSpan.FromMilliseconds(200) };
                await bot.AskAsync(ping, token);
            }
        }));

        Assert.True(roundTrip > TimeSpan.Zero);
        Assert.Equal(RequestFailedException.Timeout, error.Reason);
    }
}
