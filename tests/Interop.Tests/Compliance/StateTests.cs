using BotPlatform.Connectors;
using BotPlatform.Contracts.Connections;
using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Compliance;

/// <summary>Every connector: the states of its connection are true, in order, and end with it.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class StateTests(ChatServers servers)
{
    public static TheoryData<NetworkKind> Every => Networks.All;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task It_is_idle_then_ready_then_closed(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = network.NewUser();
        Assert.Equal(ConnectionState.Idle, bot.Status.State);

        await bot.ConnectAsync(TestTimeout.Token);
        Assert.Equal(ConnectionState.Ready, bot.Status.State);
        Assert.Equal([ConnectionState.Authenticated, ConnectionState.Ready], await bot.StatesUntilAsync(ConnectionState.Ready));

        await bot.DisconnectAsync(TestTimeout.Token);
        Assert.Equal(ConnectionState.Closed, bot.Status.State);
        Assert.Equal([ConnectionState.Closed], await bot.StatesUntilAsync(ConnectionState.Closed));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task It_can_be_connected_again_after_it_was_closed(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        var alice = await network.NewUser().ConnectedAsync();
        await bot.DisconnectAsync(TestTimeout.Token);

        await bot.ConnectAsync(TestTimeout.Token);
        await alice.WriteAsync(network.DialogWith(network.UserOf(bot)), "there again?");

        Assert.Equal("there again?", (await bot.NextAsync<Contracts.Chat.MessageReceived>()).Text);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_wrong_password_is_told_apart_from_trouble_and_not_tried_again(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = network.WithWrongPassword();

        await Assert.ThrowsAsync<ConnectorAuthenticationException>(() => bot.ConnectAsync(TestTimeout.Token));

        Assert.Equal(ConnectionState.AuthenticationFailure, bot.Status.State);
        Assert.NotNull(bot.Status.Problem);
        Assert.Equal([ConnectionState.AuthenticationFailure], await bot.StatesUntilAsync(ConnectionState.AuthenticationFailure));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_broken_connection_is_resumed(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();
        await bot.StatesUntilAsync(ConnectionState.Ready);

        network.Cut(bot);

        Assert.Equal(
            [ConnectionState.Reconnecting, ConnectionState.Authenticated, ConnectionState.Resumed, ConnectionState.Ready],
            await bot.StatesUntilAsync(ConnectionState.Ready));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Who_was_never_connected_sends_nothing(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = network.NewUser();
        var alice = await network.NewUser().ConnectedAsync();

        var error = await Assert.ThrowsAnyAsync<ConnectorException>(
            () => bot.WriteAsync(network.DialogWith(network.UserOf(alice)), "hello?"));

        Assert.IsNotType<ConnectorRefusedException>(error);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Disposal_ends_both_channels_and_is_harmless_twice(NetworkKind kind)
    {
        await using var network = await servers.OpenAsync(kind);
        var bot = await network.NewUser().ConnectedAsync();

        await bot.DisposeAsync();
        await bot.DisposeAsync();

        await foreach (var left in bot.Events.ReadAllAsync(TestTimeout.Token))
        {
            left.Acknowledge();
        }

        await bot.StatesUntilAsync(ConnectionState.Closed);
        await bot.StatusChanges.Completion.WaitAsync(TestTimeout.Token);
        Assert.Equal(ConnectionState.Closed, bot.Status.State);
        await Assert.ThrowsAnyAsync<ConnectorException>(
            () => bot.WriteAsync(network.Nowhere, "too late"));
    }
}
