using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.HandOff;

public sealed class OrderedWritesTests
{
    private readonly FakeQueueStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly List<int> _committed = [];

    [Fact]
    public async Task Changes_are_made_in_their_order_and_those_that_wait_together()
    {
        var stream = Stream(CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n => stream.WriteAsync(Change(n))));

        Assert.Equal(Enumerable.Range(0, 1_000), _committed);
        Assert.True(_store.Batches.Count < 1_000, $"{_store.Batches.Count} batches");
    }

    [Fact]
    public async Task While_the_database_is_away_they_wait_and_none_overtakes_another()
    {
        _store.IsAway = true;
        var stream = Stream(CancellationToken.None);
        var first = stream.WriteAsync(Change(0));
        await _clock.WaitForTimersAsync(1, TestTimeout.Token);
        var others = Enumerable.Range(1, 9).Select(n => stream.WriteAsync(Change(n))).ToList();

        _clock.Advance(TimeSpan.FromMinutes(1));
        await _clock.WaitForTimersAsync(1, TestTimeout.Token);
        Assert.DoesNotContain(others.Append(first), task => task.IsCompleted);
        _store.IsAway = false;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll([first, .. others]).WaitAsync(TestTimeout.Token);

        Assert.Equal(Enumerable.Range(0, 10), _committed);
    }

    [Fact]
    public async Task A_change_that_the_database_refuses_fails_alone()
    {
        _store.Refused = 5;
        var stream = Stream(CancellationToken.None);

        var changes = Enumerable.Range(0, 10).Select(n => stream.WriteAsync(Change(n) with { Finished = [n] })).ToList();

        await Assert.ThrowsAsync<UnstorableException>(() => changes[5]);
        await Task.WhenAll(changes.Where((_, n) => n != 5));
        Assert.Equal([0, 1, 2, 3, 4, 6, 7, 8, 9], _committed);
    }

    [Fact]
    public async Task A_host_that_gives_up_does_not_wait_for_the_database()
    {
        _store.IsAway = true;
        using var abandoned = new CancellationTokenSource();
        var stream = Stream(abandoned.Token);
        var waiting = stream.WriteAsync(Change(0));

        await abandoned.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TestTimeout.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.WriteAsync(Change(1)).WaitAsync(TestTimeout.Token));
        Assert.Empty(_committed);
    }

    [Fact]
    public async Task A_write_that_fails_after_the_host_has_given_up_is_given_up_too()
    {
        using var abandoned = new CancellationTokenSource();
        var stream = new OrderedWrites<int>(
            1,
            async (_, _) =>
            {
                await abandoned.CancelAsync();
                throw new StorageException("The disk is full.", new IOException());
            },
            new Outage("Changes", "be kept", _clock, NullLogger.Instance),
            abandoned.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.WriteAsync(0).WaitAsync(TestTimeout.Token));
    }

    private OrderedWrites<QueueChange> Stream(CancellationToken abandoned) =>
        new(256, _store.ChangeAsync, new Outage("Changes", "be kept", _clock, NullLogger.Instance), abandoned);

    private QueueChange Change(int number) => new() { Committed = _ => _committed.Add(number) };
}
