using System.Net.Sockets;
using System.Security.Cryptography;
using BotPlatform.TestKit.Network;

namespace BotPlatform.TestKit.Tests.Network;

public sealed class FaultProxyTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly ProxiedPeers _peers;

    public FaultProxyTests() => _peers = new ProxiedPeers(_clock);

    [Fact]
    public async Task It_loses_nothing_either_way_and_counts()
    {
        const int Size = 3_000_000;
        var (client, server, _) = await _peers.ConnectAsync();
        var (up, down) = (RandomNumberGenerator.GetBytes(Size), RandomNumberGenerator.GetBytes(Size));
        var (heardUp, heardDown) = (new byte[Size], new byte[Size]);

        await Task.WhenAll(
            client.WriteAsync(up, TestTimeout.Token).AsTask(),
            server.WriteAsync(down, TestTimeout.Token).AsTask(),
            server.ReadExactlyAsync(heardUp, TestTimeout.Token).AsTask(),
            client.ReadExactlyAsync(heardDown, TestTimeout.Token).AsTask());

        Assert.Equal(up, heardUp);
        Assert.Equal(down, heardDown);
        Assert.Equal((Size, Size, 0), (_peers.Proxy.BytesToServer, _peers.Proxy.BytesToClient, _peers.Proxy.Cuts));
    }

    [Fact]
    public async Task An_end_that_closes_is_passed_on_while_the_other_goes_on()
    {
        var (client, server, connection) = await _peers.ConnectAsync();

        await client.SayAsync("bye");
        client.Socket.Shutdown(SocketShutdown.Send);

        Assert.Equal(("bye", false), await server.HearToEndAsync());
        await server.SayAsync("ok");
        server.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal(("ok", false), await client.HearToEndAsync());
        await connection.Ended.WaitAsync(TestTimeout.Token);
        Assert.Equal(0, _peers.Proxy.Cuts);
    }

    [Theory]
    [InlineData(CutKind.Reset, true)]
    [InlineData(CutKind.Close, false)]
    public async Task A_cut_reaches_both_ends(CutKind kind, bool isReset)
    {
        var (client, server, _) = await _peers.ConnectAsync();

        _peers.Proxy.Cut(kind);
        _peers.Proxy.Cut(kind);

        Assert.Equal(("", isReset), await client.HearToEndAsync());
        Assert.Equal(("", isReset), await server.HearToEndAsync());
        Assert.Equal(1, _peers.Proxy.Cuts);
    }

    [Theory]
    [InlineData(Direction.ToServer)]
    [InlineData(Direction.ToClient)]
    public async Task A_cut_can_wait_for_so_many_bytes(Direction direction)
    {
        var (client, server, connection) = await _peers.ConnectAsync();
        var (from, to) = direction == Direction.ToServer ? (client, server) : (server, client);
        connection.CutAfter(direction, 7, CutKind.Close);

        await to.SayAsync("the other direction is not counted");
        await from.SayAsync("hello");
        Assert.Equal("hello", await to.HearAsync(5));
        await from.SayAsync(" world");

        Assert.Equal((" w", false), await to.HearToEndAsync());
        Assert.Equal(1, _peers.Proxy.Cuts);
    }

    [Fact]
    public async Task A_held_direction_loses_nothing_and_the_other_goes_on()
    {
        var (client, server, connection) = await _peers.ConnectAsync();
        connection.Hold(Direction.ToServer);

        await client.SayAsync("first");
        await server.SayAsync("free");
        Assert.Equal("free", await client.HearAsync(4));
        Assert.Equal(0, _peers.Proxy.BytesToServer);

        connection.Release(Direction.ToServer);
        Assert.Equal("first", await server.HearAsync(5));
    }

    [Fact]
    public async Task A_half_closed_direction_ends_while_the_other_goes_on()
    {
        var (client, server, connection) = await _peers.ConnectAsync();
        connection.HalfClose(Direction.ToServer);

        Assert.Equal(("", false), await server.HearToEndAsync());
        await client.SayAsync("lost");
        await server.SayAsync("still here");
        Assert.Equal("still here", await client.HearAsync(10));
        Assert.Equal(0, _peers.Proxy.BytesToServer);
    }

    [Fact]
    public async Task A_blackhole_takes_everything_and_says_nothing()
    {
        const int Size = 8_000_000;
        var (client, server, connection) = await _peers.ConnectAsync();
        _peers.Proxy.Blackhole();

        // More than all buffers on the way could hold: somebody takes it.
        await client.WriteAsync(new byte[Size], TestTimeout.Token);
        await server.WriteAsync(new byte[Size], TestTimeout.Token);

        Assert.Equal((0, 0), (_peers.Proxy.BytesToServer, _peers.Proxy.BytesToClient));
        Assert.False(connection.Ended.IsCompleted);
        var (other, otherServer, _) = await _peers.ConnectAsync();
        await other.SayAsync("new ones work");
        Assert.Equal("new ones work", await otherServer.HearAsync(13));
    }

    [Fact]
    public async Task A_blackhole_hides_even_that_one_end_is_gone()
    {
        var (client, server, connection) = await _peers.ConnectAsync();
        connection.Blackhole();
        var reading = server.ReadAsync(new byte[1], TestTimeout.Token).AsTask();

        client.Socket.Close(timeout: 0);
        var (other, otherServer, _) = await _peers.ConnectAsync();
        await other.SayAsync("later");

        Assert.Equal("later", await otherServer.HearAsync(5));
        Assert.False(reading.IsCompleted);
        connection.Cut();
        await Assert.ThrowsAsync<IOException>(() => reading);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_waits_ends_with_its_cut(bool isSlow)
    {
        var (client, _, connection) = await _peers.ConnectAsync();
        if (isSlow)
        {
            _peers.Proxy.Speed = new LinkSpeed(TimeSpan.FromDays(1));
        }
        else
        {
            connection.Hold(Direction.ToServer);
        }

        await client.SayAsync("never arrives");

        connection.Cut();

        await connection.Ended.WaitAsync(TestTimeout.Token);
        Assert.Equal(0, _peers.Proxy.BytesToServer);
    }

    [Fact]
    public async Task New_connections_can_fall_into_the_blackhole_too()
    {
        _peers.Proxy.Blackhole(andNew: true);
        var (dead, _, _) = await _peers.ConnectAsync();
        await dead.SayAsync("nobody hears this");

        _peers.Proxy.AdmitAgain();
        var (client, server, _) = await _peers.ConnectAsync();
        await client.SayAsync("hello");

        Assert.Equal("hello", await server.HearAsync(5));
        Assert.Equal(5, _peers.Proxy.BytesToServer);
    }

    [Fact]
    public async Task It_refuses_new_connections_and_listens_again_on_the_same_port()
    {
        var (client, server, _) = await _peers.ConnectAsync();
        for (var time = 0; time < 3; time++)
        {
            await _peers.Proxy.RefuseAsync();

            var error = await Assert.ThrowsAsync<SocketException>(_peers.ClientAsync);
            Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
            await client.SayAsync("old");
            Assert.Equal("old", await server.HearAsync(3));

            _peers.Proxy.Listen();
            var (again, _, _) = await _peers.ConnectAsync();
            await again.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_server_that_is_down_is_a_connection_that_closes()
    {
        _peers.StopServer();

        var client = await _peers.ClientAsync();

        Assert.Equal("", (await client.HearToEndAsync()).Text);
        Assert.Empty(_peers.Proxy.Connections);
    }

    [Fact]
    public async Task Every_chunk_waits_for_the_latency()
    {
        var (client, server, _) = await _peers.ConnectAsync();
        _peers.Proxy.Speed = new LinkSpeed(TimeSpan.FromSeconds(2));
        await client.SayAsync("slow");

        await _clock.WaitForTimersAsync(1, TestTimeout.Token);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _peers.Proxy.BytesToServer);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("slow", await server.HearAsync(4));
    }

    [Fact]
    public async Task A_throttled_link_takes_its_time_for_every_byte()
    {
        const int Size = 10_000;
        var (client, server, _) = await _peers.ConnectAsync();
        _peers.Proxy.Speed = new LinkSpeed(BytesPerSecond: 1000);
        var before = _clock.GetTimestamp();

        await client.WriteAsync(new byte[Size], TestTimeout.Token);
        var hearing = server.HearAsync(Size);
        await _clock.AdvanceUntilAsync(TimeSpan.FromMilliseconds(10), hearing);

        await hearing;
        Assert.True(_clock.GetElapsedTime(before) >= TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_schedule_cuts_one_connection_after_the_other_where_its_seed_says()
    {
        var schedule = new CutSchedule(count: 3, minBytes: 10, maxBytes: 20, seed: 4711);
        var same = new CutSchedule(count: 3, minBytes: 10, maxBytes: 20, seed: schedule.Seed);
        _peers.Proxy.Follow(schedule);

        while (same.Next() is { } cut)
        {
            var (client, server, _) = await _peers.ConnectAsync();
            var (from, to) = cut.Direction == Direction.ToServer ? (client, server) : (server, client);
            await from.SayAsync(new string('x', (int)cut.AfterBytes));

            // A reset may overtake what it follows.
            var least = cut.Kind == CutKind.Close ? cut.AfterBytes : 0;
            Assert.InRange((await to.HearToEndAsync()).Text.Length, least, cut.AfterBytes);
        }

        Assert.Equal(3, _peers.Proxy.Cuts);
        var (last, lastServer, _) = await _peers.ConnectAsync();
        await last.SayAsync(new string('x', 100));
        Assert.Equal(100, (await lastServer.HearAsync(100)).Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_ends_by_itself_leaves_its_cut_to_the_next_one(bool isThereAlready)
    {
        _peers.Proxy.Follow(new CutSchedule(count: 1, minBytes: 50, maxBytes: 60));
        var (first, firstServer, firstProxied) = await _peers.ConnectAsync();
        var early = isThereAlready ? await _peers.ConnectAsync() : default;
        first.Socket.Reset();
        firstServer.Socket.Reset();
        await firstProxied.Ended.WaitAsync(TestTimeout.Token);
        Assert.Equal(0, _peers.Proxy.Cuts);

        var (client, server, _) = isThereAlready ? early : await _peers.ConnectAsync();
        await Task.WhenAll(SayUntilCutAsync(client), SayUntilCutAsync(server));

        await Task.WhenAll(client.HearToEndAsync(), server.HearToEndAsync());
        Assert.Equal(1, _peers.Proxy.Cuts);
    }

    [Fact]
    public void Its_port_can_be_put_into_an_address() =>
        Assert.Equal($"wss://127.0.0.1:{_peers.Proxy.Port}/ws", _peers.Proxy.Through(new Uri("wss://chat.test/ws")).ToString());

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _peers.DisposeAsync().AsTask();

    private static async Task SayUntilCutAsync(NetworkStream stream)
    {
        try
        {
            await stream.SayAsync(new string('x', 60));
        }
        catch (IOException)
        {
            // What the other one said was the last byte before the cut.
        }
    }
}
