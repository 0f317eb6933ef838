using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Interop.Tests.Vendor;
using BotPlatform.TestKit.Bots;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>
/// Rows M02 and M04 to M07: a bot in the complete host hears how its connection stands, and the vendor's clients reach it again.
/// </summary>
public sealed class BotConnectionTests
{
    [Fact]
    public async Task M02_M06_a_connection_that_is_cut_is_resumed_and_the_bot_misses_nothing()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        await scene.Sandbox.Chaos.CutAsync(100);
        await alice.SayAsync(100, "meanwhile");
        var states = await NextStatesAsync(scene, 4);

        Assert.Equal(
            [ConnectionState.Reconnecting, ConnectionState.Authenticated, ConnectionState.Resumed, ConnectionState.Ready],
            states.Select(change => change.State));
        Assert.NotNull(states[0].Problem);
        Assert.Equal("meanwhile", (await scene.HeardAsync<MessageReceived>()).Text);
        await AssertReachableAsync(scene, alice);
    }

    [Fact]
    public async Task M02_M06_M38_M64_after_a_new_login_the_bot_hears_of_the_gap_and_its_wishes_hold()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await alice.CreateGroupAsync(100);
        await scene.BotAsync((bot, token) => bot.JoinAsync(new DialogRef(group), token));
        await scene.BotAsync((bot, token) => bot.WatchAsync(new UserRef("102"), token));

        scene.Sandbox.Chaos.Kick(100, "system-shutdown");
        var states = await NextStatesAsync(scene, 3);
        var gap = await scene.HeardAsync<GapDetected>();
        await using var bob = await scene.ConnectAsync(VendorUser.Bob);
        var observed = await scene.HeardAsync<LastActivityObserved>();
        var online = await alice.CallAsync("chat.muc.listOnlineUsers", group);

        Assert.Equal(
            [ConnectionState.Reconnecting, ConnectionState.Authenticated, ConnectionState.Ready],
            states.Select(change => change.State));
        Assert.True(gap.Since <= gap.Until, $"{gap.Since} before {gap.Until}");
        Assert.Equal("102", observed.User.Id);
        Assert.Equal(100, (int)Assert.Single(online!.AsArray())!);
        await AssertReachableAsync(scene, alice);
    }

    [Fact]
    public async Task M06_M07_with_no_attempts_allowed_a_loss_is_the_end_until_the_bot_logs_in_anew()
    {
        await using var scene = await BotScene.StartAsync(
            ReloginWhen(ConnectionState.ForceClosed), "--ConnectyCube:Reconnect:MaxAttempts=0");
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        await scene.Sandbox.Chaos.CutAsync(100);
        var end = await scene.NextStateAsync(ConnectionState.ForceClosed);
        await scene.NextStateAsync(ConnectionState.Ready);

        Assert.NotNull(end.Problem);
        await AssertReachableAsync(scene, alice);
    }

    [Fact]
    public async Task M02_M07_refused_credentials_stop_the_attempts_until_the_bot_logs_in_anew()
    {
        IDisposable? refusal = null;
        await using var scene = await BotScene.StartAsync(async (happened, bot, token) =>
        {
            if (happened is ConnectionStateChanged { State: ConnectionState.AuthenticationFailure })
            {
                refusal!.Dispose();
                await bot.ReloginAsync(token);
            }
        });
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        refusal = scene.Sandbox.Chaos.RefuseLogins("not-authorized");
        scene.Sandbox.Chaos.Kick(100, "system-shutdown");
        await scene.NextStateAsync(ConnectionState.AuthenticationFailure);
        await scene.NextStateAsync(ConnectionState.Ready);

        await AssertReachableAsync(scene, alice);
    }

    [Fact]
    public async Task M06_a_network_that_cannot_check_passwords_for_a_while_is_asked_again()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        using (scene.Sandbox.Chaos.RefuseLogins())
        {
            scene.Sandbox.Chaos.Kick(100, "system-shutdown");
            while ((await scene.NextStateAsync(ConnectionState.Reconnecting)).FailedAttempts < 2)
            {
            }
        }

        await scene.NextStateAsync(ConnectionState.Ready);
        await AssertReachableAsync(scene, alice);
    }

    [Fact]
    public async Task M04_M07_M64_the_vendors_client_sees_the_bot_say_goodbye_and_come_back_when_it_is_told_to()
    {
        await using var scene = await BotScene.StartAsync(ReloginWhen(ConnectionState.Closed));
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await alice.CallAsync("chat.subscribeToUserLastActivityStatus", 100);
        await alice.CallAsync("chat.pingWithTimeout", 30_000); // by now the server has it

        await scene.BotAsync((bot, token) => bot.DisconnectAsync(token));
        var went = await alice.NextAsync("last-activity");
        var closed = await scene.NextStateAsync(ConnectionState.Closed);
        var came = await alice.NextAsync("last-activity");
        await scene.NextStateAsync(ConnectionState.Ready);

        Assert.Equal((100, 100, 0), ((int)went[0]!, (int)came[0]!, (int)came[1]!));
        Assert.Null(closed.RetryAt);
        await AssertReachableAsync(scene, alice);
    }

    [Fact]
    public async Task M05_the_vendors_client_sees_the_bot_leave_for_good_when_its_host_stops()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await alice.CallAsync("chat.subscribeToUserLastActivityStatus", 100);
        await alice.CallAsync("chat.pingWithTimeout", 30_000); // by now the server has it

        await scene.StopHostAsync();
        var went = await alice.NextAsync("last-activity");

        Assert.Equal(100, (int)went[0]!);
        Assert.Empty(scene.Sandbox.Chaos.SessionsOf(100));
    }

    private static BotAction ReloginWhen(ConnectionState state) => (happened, bot, token) =>
        happened is ConnectionStateChanged change && change.State == state ? bot.ReloginAsync(token) : Task.CompletedTask;

    private static async Task<List<ConnectionStateChanged>> NextStatesAsync(BotScene scene, int count)
    {
        var states = new List<ConnectionStateChanged>();
        while (states.Count < count)
        {
            states.Add(await scene.HeardAsync<ConnectionStateChanged>());
        }

        return states;
    }

    private static async Task AssertReachableAsync(BotScene scene, VendorClient client)
    {
        var id = await client.SayAsync(100, "still there?");
        var heard = await scene.HeardAsync<MessageReceived>();
        await scene.BotAsync((bot, token) => bot.SayAsync(heard.Dialog, "still here", token));

        Assert.Equal(id, heard.MessageId);
        Assert.Equal("still here", (string)(await client.NextMessageAsync()).Message["body"]!);
    }
}
