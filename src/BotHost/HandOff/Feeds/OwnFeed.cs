using BotPlatform.BotHost.Storage.Queues;

namespace BotPlatform.BotHost.HandOff.Feeds;

/// <summary>
/// Feeds from a queue that only this process fills: numbers become durable in their order, so what comes while there is room goes on as it
/// is, and the database is read only behind the last number.
/// </summary>
internal sealed class OwnFeed(
    string queue, int capacity, Func<FedItem, Task> deliver, IQueueStore store, FeedOutages outages, ILogger logger)
    : Feed(queue, capacity, deliver, store, outages, logger)
{
    private long _last;

    protected override void Take(long number, object message)
    {
        if (number <= Volatile.Read(ref _last))
        {
            return; // read from the database between its commit and this call
        }

        if (HasRoomNow)
        {
            Put(number, message);
        }
        else
        {
            LeaveOut();
        }
    }

    protected override Task<IReadOnlyList<QueueItem>> ReadAsync(int limit, CancellationToken cancellationToken) =>
        Store.ReadAsync(Queue, Volatile.Read(ref _last), limit, cancellationToken);

    protected override void Seen(long number, bool isReadable) => Volatile.Write(ref _last, number);
}
