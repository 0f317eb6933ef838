using System.Text;
using BotPlatform.TestKit.Network;

namespace BotPlatform.TestKit.Tests.Network;

public sealed class StreamPairTests : IAsyncLifetime
{
    private readonly StreamPair _pair = new(capacity: 8);

    [Fact]
    public async Task What_one_end_writes_the_other_reads_both_ways()
    {
        await _pair.Client.WriteAsync("ping"u8.ToArray(), TestTimeout.Token);
        await _pair.Server.WriteAsync("pong"u8.ToArray(), TestTimeout.Token);

        Assert.Equal("ping", await ReadAsync(_pair.Server, 4));
        Assert.Equal("pong", await ReadAsync(_pair.Client, 4));
    }

    [Fact]
    public async Task A_writer_waits_while_the_pair_is_full()
    {
        var write = _pair.Client.WriteAsync("0123456789"u8.ToArray(), TestTimeout.Token).AsTask();
        Assert.False(write.IsCompleted);

        Assert.Equal("0123456789", await ReadAsync(_pair.Server, 10));

        await write;
    }

    [Fact]
    public async Task A_half_closed_end_is_read_to_its_end_and_still_reads()
    {
        await _pair.Client.WriteAsync("bye"u8.ToArray(), TestTimeout.Token);
        _pair.Client.CloseWriting();

        Assert.Equal("bye", await ReadAsync(_pair.Server, 3));
        Assert.Equal(0, await _pair.Server.ReadAsync(new byte[1], TestTimeout.Token));
        await _pair.Server.WriteAsync("ok"u8.ToArray(), TestTimeout.Token);
        Assert.Equal("ok", await ReadAsync(_pair.Client, 2));
        await Assert.ThrowsAsync<IOException>(() => _pair.Client.WriteAsync(new byte[1], TestTimeout.Token).AsTask());
    }

    [Fact]
    public async Task Aborting_wakes_everybody_who_waits()
    {
        var reading = _pair.Client.ReadAsync(new byte[1], TestTimeout.Token).AsTask();
        var writing = _pair.Client.WriteAsync(new byte[20], TestTimeout.Token).AsTask();

        _pair.Abort();

        await Assert.ThrowsAsync<IOException>(() => reading);
        await Assert.ThrowsAsync<IOException>(() => writing);
        await Assert.ThrowsAsync<IOException>(() => _pair.Server.ReadAsync(new byte[1], TestTimeout.Token).AsTask());
        await Assert.ThrowsAsync<IOException>(() => _pair.Server.WriteAsync(new byte[1], TestTimeout.Token).AsTask());
    }

    [Fact]
    public async Task An_end_that_aborts_resets_the_other()
    {
        var reading = _pair.Server.ReadAsync(new byte[1], TestTimeout.Token).AsTask();

        _pair.Client.Abort();

        await Assert.ThrowsAsync<IOException>(() => reading);
        await Assert.ThrowsAsync<IOException>(() => _pair.Server.WriteAsync(new byte[1], TestTimeout.Token).AsTask());
    }

    [Fact]
    public async Task A_disposed_end_is_the_end_for_the_other_and_wakes_its_own_readers()
    {
        var own = _pair.Client.ReadAsync(new byte[1], TestTimeout.Token).AsTask();

        await _pair.Client.DisposeAsync();

        await Assert.ThrowsAsync<IOException>(() => own);
        Assert.Equal(0, await _pair.Server.ReadAsync(new byte[1], TestTimeout.Token));
        await Assert.ThrowsAsync<IOException>(() => _pair.Server.WriteAsync(new byte[1], TestTimeout.Token).AsTask());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _pair.DisposeAsync().AsTask();

    private static async Task<string> ReadAsync(PairedStream stream, int count)
    {
        var buffer = new byte[count];
        await stream.ReadExactlyAsync(buffer, TestTimeout.Token);
        return Encoding.UTF8.GetString(buffer);
    }
}
