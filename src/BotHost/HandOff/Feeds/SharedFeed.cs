using BotPlatform.BotHost.Storage.Queues;

namespace BotPlatform.BotHost.HandOff.Feeds;

/// <summary>
/// Feeds from a queue that other processes fill too: numbers do not become durable in their order, and all is read from the database, which
/// knows the order of what depends on each other.
/// </summary>
internal sealed class SharedFeed(
    string queue, int capacity, Func<FedItem, Task> deliver, IQueueStore store, FeedOutages outages, TimeProvider time, ILogger logger)
    : Feed(queue, capacity, deliver, store, outages, logger)
{
    // In case that nobody told of what another process has added.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly HashSet<long> _unreadable = [];

    protected override void Take(long number, object message) => Wake();

    protected override Task<IReadOnlyList<QueueItem>> ReadAsync(int limit, CancellationToken cancellationToken) =>
        Store.ReadAsync(Queue, [.. NumbersOut, .. _unreadable], limit, cancellationToken);

    protected override void Seen(long number, bool isReadable)
    {
        if (!isReadable)
        {
            _unreadable.Add(number);
        }
    }

    protected override async Task WhenWokenAsync(CancellationToken cancellationToken)
    {
        using var look = new CancellationTokenSource(LookEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(look.Token, cancellationToken);
        try
        {
            await base.WhenWokenAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Wake();
        }
    }
}
