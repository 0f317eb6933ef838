using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Tests;

/// <summary>Who is there, between connectors at the sandbox (sections 3.8, 4.13, 4.14 and 4.16).</summary>
public sealed class PresenceRowsTests
{
    [Fact]
    public async Task M38_joining_and_leaving_is_seen_by_those_who_joined()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("bot", 101);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");

        await bot.JoinAsync(group);
        await alice.JoinAsync(group);
        var joined = await bot.NextAsync<OccupantJoined>();
        var online = await bot.OnlineAsync(group);
        await alice.LeaveAsync(group);
        var left = await bot.NextAsync<OccupantLeft>();

        Assert.Equal((new DialogRef(group), new UserRef("101")), (joined.Dialog, joined.User));
        Assert.Equal(["100", "101"], online.Order());
        Assert.Equal((new DialogRef(group), new UserRef("101")), (left.Dialog, left.User));
        Assert.Equal(["100"], await bot.OnlineAsync(group));
    }

    [Fact]
    public async Task M38_an_account_that_the_group_has_forgotten_joins_again_by_itself()
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, ("RoomCheckInterval", "00:00:00.040"));
        var group = await network.CreateGroupAsync("bot", 101);
        var alice = await network.ConnectAsync("alice");
        var bot = await network.ConnectAsync("bot");
        await bot.JoinAsync(group);

        Assert.True(network.Server.Chaos.ForgetOccupant(group, 100));
        await alice.JoinAsync(group);

        // Before alice came, or after.
        Assert.Equal(new UserRef("100"), (await alice.NextAsync<OccupantJoined>()).User);
    }

    [Fact]
    public async Task M38_who_is_removed_hears_it_and_so_do_the_others()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("alice", 100, 102);
        var (bob, bot) = (await network.ConnectAsync("bob"), await network.ConnectAsync("bot"));
        await bob.JoinAsync(group);
        await bot.JoinAsync(group);
        await bot.NextAsync<OccupantJoined>();

        await network.RemoveAsync("alice", group, 102);
        var others = await bot.NextAsync<OccupantRemoved>();
        await network.RemoveAsync("alice", group, 100);
        var own = await bot.NextAsync<OccupantRemoved>();

        Assert.Equal(
            (new DialogRef(group), new UserRef("102"), new UserRef("101"), false), (others.Dialog, others.User, others.By, others.IsSelf));
        Assert.Equal((new DialogRef(group), new UserRef("100"), new UserRef("101"), true), (own.Dialog, own.User, own.By, own.IsSelf));
        await bob.NextAsync<OccupantJoined>();
        Assert.True((await bob.NextAsync<OccupantRemoved>()).IsSelf);
        Assert.Equal(
            "registration-required", (await Assert.ThrowsAsync<ConnectorRefusedException>(() => bot.JoinAsync(group))).Reason);
    }

    [Fact]
    public async Task M38_a_stranger_is_not_let_in()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("alice", 100);
        var alice = await network.ConnectAsync("alice");
        var dave = await network.ConnectAsync("dave");
        await alice.SendAsync(group, "hi");

        await Assert.ThrowsAsync<ConnectorRefusedException>(() => dave.JoinAsync(group));

        Assert.Empty(await alice.OnlineAsync(group));
    }

    [Fact]
    public async Task M38_a_dialog_that_was_never_joined_can_be_left()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var group = await network.CreateGroupAsync("bot", 101);
        var bot = await network.ConnectAsync("bot");

        await bot.LeaveAsync(group);

        Assert.Empty(await bot.OnlineAsync(group));
    }

    [Fact]
    public async Task M62_the_network_knows_whether_somebody_looks()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = await network.ConnectAsync("bot");

        await bot.SetActiveAsync(false);
        Assert.False(network.Server.Chaos.SessionsOf(100).Single().IsActive);
        await bot.SetActiveAsync(true);

        Assert.True(network.Server.Chaos.SessionsOf(100).Single().IsActive);
    }

    [Fact]
    public async Task M63_the_last_activity_of_users_who_are_there_were_there_and_were_never_there()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var before = TimeProvider.System.GetUtcNow();
        var bot = await network.ConnectAsync("bot");
        var alice = await network.ConnectAsync("alice");

        var there = await AskAsync(bot, "101");
        await alice.DisposeAsync();
        var gone = await AskAsync(bot, "101");
        var never = await Assert.ThrowsAsync<ConnectorRefusedException>(() => AskAsync(bot, "104"));

        Assert.True(there.IsOnline);
        Assert.InRange(gone.LastActiveAt, before.AddSeconds(-2), TimeProvider.System.GetUtcNow().AddSeconds(1));
        Assert.Equal("item-not-found", never.Reason);
    }

    [Fact]
    public async Task M64_a_user_who_is_watched_is_heard_coming_and_going()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = await network.ConnectAsync("bot");
        await bot.WatchAsync("101");

        var alice = await network.ConnectAsync("alice");
        var came = await bot.NextAsync<LastActivityObserved>();
        await alice.DisposeAsync();
        var left = await bot.NextAsync<LastActivityObserved>();

        Assert.Equal((new UserRef("101"), new DialogRef("101"), true), (came.User, came.Dialog, came.IsOnline));
        Assert.Equal((new UserRef("101"), false), (left.User, left.IsOnline));
        Assert.True(left.LastActiveAt <= left.Origin.OccurredAt);
    }

    [Fact]
    public async Task M75_the_network_is_there_and_while_it_stands_still_it_is_not()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = await network.ConnectAsync("bot");
        var ping = new PingNetwork { Account = bot.Account };

        var answer = await bot.AskAsync<PingNetwork, PingAnswer>(ping);
        ConnectorRefusedException error;
        using (network.Server.Chaos.StandStill())
        {
            error = await Assert.ThrowsAsync<ConnectorRefusedException>(
                () => bot.AskAsync<PingNetwork, PingAnswer>(ping with { Timeout = TimeSpan.FromMilliseconds(200) }));
        }

        Assert.True(answer.RoundTrip > TimeSpan.Zero);
        Assert.Equal("timeout", error.Reason);
        await bot.AskAsync<PingNetwork, PingAnswer>(ping with { Timeout = TimeSpan.FromSeconds(10) });
    }

    private static Task<LastActivity> AskAsync(IChatConnector connector, string user) =>
        connector.AskAsync<GetLastActivity, LastActivity>(new GetLastActivity { Account = connector.Account, User = new UserRef(user) });
}
