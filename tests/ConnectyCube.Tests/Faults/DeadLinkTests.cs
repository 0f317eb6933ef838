using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;

namespace BotPlatform.ConnectyCube.Tests.Faults;

/// <summary>
/// A link that carries nothing any more, and tells nobody, is noticed within the deadline that the settings give, and repaired
/// without help. Time passes on a clock of the test's own.
/// </summary>
public sealed class DeadLinkTests
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(8);

    // A quarter of the shortest of the times that are watched.
    private static readonly TimeSpan Lateness = AnswerTimeout / 4;

    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(false, Direction.ToServer, Direction.ToClient)]
    [InlineData(true, Direction.ToServer, Direction.ToClient)]
    [InlineData(true, Direction.ToServer)]
    [InlineData(true, Direction.ToClient)]
    public async Task A_silently_dead_link_is_noticed_in_time_and_made_anew(bool overTcp, params Direction[] dead)
    {
        await using var network = await StartAsync(overTcp);
        var bot = await ConnectAsync(network);
        var start = _clock.GetUtcNow();
        Array.ForEach(dead, network.Proxy.Connections[0].Swallow);

        _clock.Advance(PingInterval + Lateness);
        await _clock.WaitForTimersAsync(2, TestTimeout.Token);   // the watch goes on, and somebody waits for an answer
        _clock.Advance(AnswerTimeout);
        var noticed = await bot.NextStatusAsync(ConnectionState.Reconnecting);
        await ReconnectAsync(network, bot);

        Assert.Equal(start + PingInterval + Lateness + AnswerTimeout, noticed.Origin.OccurredAt);
    }

    [Fact]
    public async Task An_acknowledgement_that_does_not_come_shows_a_dead_link_sooner_and_nothing_is_doubled()
    {
        await using var network = await StartAsync(overTcp: true);
        var bot = await ConnectAsync(network);
        var alice = await network.ConnectAsync("alice");
        network.Proxy.Connections[0].Swallow(Direction.ToClient);
        var start = _clock.GetUtcNow();
        var sending = bot.SendAsync("101", "into the dark");
        Assert.Equal("into the dark", (await alice.NextAsync<MessageReceived>()).Text);

        _clock.Advance(AnswerTimeout + Lateness);
        var noticed = await bot.NextStatusAsync(ConnectionState.Reconnecting);
        Assert.False(sending.IsCompleted);
        await ReconnectAsync(network, bot, connection: 3);
        await sending;
        await bot.SendAsync("101", "and after it");

        Assert.Equal(start + AnswerTimeout + Lateness, noticed.Origin.OccurredAt);
        Assert.Equal("and after it", (await alice.NextAsync<MessageReceived>()).Text);
    }

    private Task<SandboxedNetwork> StartAsync(bool overTcp) => SandboxedNetwork.StartAsync(
        new NetworkSetup { OverTcp = overTcp, IsProxied = true, Clock = _clock, Sandbox = new() { OfferStartTls = false } },
        ("PingInterval", $"{PingInterval}"),
        ("AnswerTimeout", $"{AnswerTimeout}"),
        ("RoomCheckInterval", "00:00:00"),   // its timer would be taken for that of the question
        ("ConnectTimeout", "01:00:00"),   // the clock runs faster than the sandbox
        ("Reconnect:FirstDelay", "00:00:00.001"));

    private static async Task<IChatConnector> ConnectAsync(SandboxedNetwork network)
    {
        var bot = await network.ConnectAsync("bot");
        await bot.NextStatusAsync(ConnectionState.Ready);
        await bot.SendAsync("102", "hello");   // its acknowledgement covers the login: nothing is on its way
        return bot;
    }

    /// <summary>Lets just enough time pass for the next attempt.</summary>
    private async Task ReconnectAsync(SandboxedNetwork network, IChatConnector bot, int connection = 2)
    {
        await _clock.AdvanceUntilAsync(
            TimeSpan.FromMilliseconds(1), network.Proxy.ConnectionAsync(connection, TestTimeout.Token));
        await bot.NextStatusAsync(ConnectionState.Ready);
    }
}
