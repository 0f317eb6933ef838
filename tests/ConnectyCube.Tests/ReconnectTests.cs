using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests;

/// <summary>A connection that never lies, at the sandbox (section 3.5).</summary>
public sealed class ReconnectTests
{
    private static readonly (string, string) Quickly = ("Reconnect:FirstDelay", "00:00:00.020");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task M06_a_connection_that_broke_is_resumed_and_nothing_is_lost(bool overTcp)
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp, Quickly);
        var bot = await network.ConnectAsync("bot");
        var alice = await network.ConnectAsync("alice");
        await bot.NextStatusAsync(ConnectionState.Ready);

        await network.Server.Chaos.CutAsync(100);
        await alice.SendAsync("100", "meanwhile");
        await bot.NextStatusAsync(ConnectionState.Reconnecting);
        await bot.NextStatusAsync(ConnectionState.Resumed);
        await bot.NextStatusAsync(ConnectionState.Ready);
        var heard = await bot.NextAsync<MessageReceived>();
        await bot.SendAsync("101", "back");

        Assert.Equal("meanwhile", heard.Text);
        Assert.Equal("back", (await alice.NextAsync<MessageReceived>()).Text);
    }

    [Fact]
    public async Task M06_a_session_that_is_gone_leaves_a_gap_and_its_wishes_come_true_again()
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, Quickly);
        var group = await network.CreateGroupAsync("bot", 101);
        var bot = await network.ConnectAsync("bot");
        await bot.JoinAsync(group);
        await bot.WatchAsync("101");
        await bot.SetActiveAsync(false);
        await bot.NextStatusAsync(ConnectionState.Ready);

        network.Server.Chaos.Kick(100, "system-shutdown");
        await bot.NextStatusAsync(ConnectionState.Reconnecting);
        await bot.NextStatusAsync(ConnectionState.Ready);
        var gap = await bot.NextAsync<GapDetected>();
        var alice = await network.ConnectAsync("alice");
        await bot.NextAsync<LastActivityObserved>();

        Assert.True(gap.Since <= gap.Until);
        Assert.Equal(["100"], await alice.OnlineAsync(group));
        Assert.False(network.Server.Chaos.SessionsOf(100).Single().IsActive);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task M06_another_login_with_the_same_resource_ends_it_for_good(bool overTcp)
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp, Quickly);
        var bot = await network.ConnectAsync("bot");

        network.Server.Chaos.Kick(100, "conflict");

        Assert.Contains("conflict", (await bot.NextStatusAsync(ConnectionState.ForceClosed)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task M06_a_server_that_cannot_check_passwords_now_is_asked_again()
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, Quickly);
        var bot = network.Create(SandboxedNetwork.Account("bot"));
        Task connecting;
        using (network.Server.Chaos.RefuseLogins())
        {
            connecting = bot.ConnectAsync(TestTimeout.Token);
            Assert.True((await bot.NextStatusAsync(ConnectionState.Reconnecting)).FailedAttempts >= 1);
            Assert.False(connecting.IsCompleted);
        }

        await connecting;
        Assert.Equal(ConnectionState.Ready, bot.Status.State);
    }

    [Fact]
    public async Task M06_with_no_attempts_allowed_the_first_loss_is_the_last()
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, ("Reconnect:MaxAttempts", "0"));
        var bot = await network.ConnectAsync("bot");

        await network.Server.Chaos.CutAsync(100);
        await bot.NextStatusAsync(ConnectionState.ForceClosed);
        var error = await Assert.ThrowsAnyAsync<ConnectorException>(() => bot.SendAsync("101", "too late"));
        await bot.ConnectAsync(TestTimeout.Token);

        Assert.IsType<ConnectorException>(error);
        Assert.Equal(ConnectionState.Ready, bot.Status.State);
    }

    [Fact]
    public async Task M02_wrong_credentials_are_said_once_and_not_tried_again()
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, Quickly);
        var bot = network.Create(new ConnectyCubeAccount { UserId = "100", Password = "wrong" });

        await Assert.ThrowsAsync<ConnectorAuthenticationException>(() => bot.ConnectAsync(TestTimeout.Token));

        Assert.Equal(ConnectionState.AuthenticationFailure, bot.Status.State);
        Assert.True(bot.StatusChanges.TryRead(out var only));
        Assert.Equal(bot.Status, only);
        Assert.False(bot.StatusChanges.TryRead(out _));
    }

    [Fact]
    public async Task M07_an_account_that_said_goodbye_comes_back_when_it_is_told_to()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = await network.ConnectAsync("bot");
        var alice = await network.ConnectAsync("alice");

        await bot.DisconnectAsync(TestTimeout.Token);
        Assert.Equal(ConnectionState.Closed, bot.Status.State);
        Assert.Empty(network.Server.Chaos.SessionsOf(100));
        await alice.SendAsync("100", "are you there?");
        await bot.ConnectAsync(TestTimeout.Token);

        // What the server kept comes with the new session, before or after the word of the gap.
        var (first, second) = (await bot.Events.ReadAsync(TestTimeout.Token), await bot.Events.ReadAsync(TestTimeout.Token));
        Assert.Single([first.Event, second.Event], e => e is GapDetected);
        Assert.Single([first.Event, second.Event], e => e is MessageReceived { Text: "are you there?" });
        Assert.Equal(ConnectionState.Ready, bot.Status.State);
    }

    [Fact]
    public async Task M05_a_connector_that_was_never_connected_is_idle_and_can_be_destroyed()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = network.Create(SandboxedNetwork.Account("bot"));

        Assert.Equal(ConnectionState.Idle, bot.Status.State);
        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => bot.SendAsync("101", "too early")));
        await bot.DisposeAsync();

        await bot.Events.Completion.WaitAsync(TestTimeout.Token);
        Assert.IsType<ConnectorException>(await Assert.ThrowsAnyAsync<ConnectorException>(() => bot.ConnectAsync(TestTimeout.Token)));
    }
}
