using System.Collections.Concurrent;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Due;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk.State;

namespace BotPlatform.BotHost.HandOff;

/// <summary>
/// The queues of the database, with what this process gives out of them: what is added goes on to whoever works on its queue as soon as
/// it is durable.
/// </summary>
internal sealed partial class DurableQueues(
    IQueueStore store, Deployment deployment, Abandonment abandonment, TimeProvider time, ILogger<DurableQueues> logger)
{
    private const int MaxTogether = 256;

    private readonly Outage _writing = new("Changes of queues", "be kept", time, logger);
    private readonly FeedOutages _feeding = FeedOutages.Of(time, logger);
    private readonly ConcurrentDictionary<string, Feed> _feeds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OrderedWrites<QueueChange>> _streams = new(StringComparer.Ordinal);

    /// <summary>Begins to work on a queue of which nothing is out; it gives nothing out before it runs.</summary>
    /// <param name="queue">Which queue.</param>
    /// <param name="capacity">How many of its items may be out and not finished.</param>
    /// <param name="deliver">Takes an item further; called for one after the other.</param>
    public Feed Open(string queue, int capacity, Func<FedItem, Task> deliver) => _feeds[queue] = deployment.IsShared
        ? new SharedFeed(queue, capacity, deliver, store, _feeding, time, logger)
        : new OwnFeed(queue, capacity, deliver, store, _feeding, logger);

    /// <summary>Works on a queue no more.</summary>
    public void Close(Feed feed) => _feeds.TryRemove(KeyValuePair.Create(feed.Queue, feed));

    /// <summary>Another process has added to a queue; null if it may have been any.</summary>
    public void Wake(string? queue)
    {
        foreach (var feed in _feeds.Values.Where(feed => queue is null || feed.Queue == queue))
        {
            feed.Wake();
        }
    }

    /// <summary>A change that finishes items and adds others, each to its queue.</summary>
    public QueueChange NewChange(IReadOnlyList<long> finished, IReadOnlyList<(string Queue, object Message)> added) => new()
    {
        Finished = finished,
        Added =
        [
            .. added.Select(one => new NewItem(
                one.Queue,
                MessageFormat.KindOf(one.Message),
                MessageFormat.Write(one.Message),
                IsAnnounced(one.Queue))),
        ],
        Committed = changed =>
        {
            for (var i = 0; i < changed.Added.Count; i++)
            {
                if (_feeds.TryGetValue(added[i].Queue, out var feed))
                {
                    feed.Offer(changed.Added[i].Number, added[i].Message);
                }
            }
        },
    };

    /// <summary>Has what is due come to the end of its queue, in its order.</summary>
    /// <param name="until">What is due then, or was before.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting for a place; once it has one, it is carried out.</param>
    /// <returns>How many.</returns>
    /// <exception cref="StorageException">Nothing was changed: the database cannot be written now.</exception>
    public async Task<int> MoveDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var moved = 0;
        await store.ChangeAsync(
            [
                new QueueChange
                {
                    Due = new DueCall(until, limit, IsAnnounced),
                    Committed = changed =>
                    {
                        moved = changed.Moved.Count;
                        foreach (var queue in changed.Moved.Select(item => item.Queue).Distinct(StringComparer.Ordinal))
                        {
                            Wake(queue); // it is read from the database, as what another process has added
                        }
                    },
                },
            ],
            cancellationToken);
        return moved;
    }

    /// <summary>Makes a change durable. Changes of one stream are made in the order of the calls, and none overtakes another.</summary>
    /// <returns>Completes then; is cancelled when the host gives up.</returns>
    /// <exception cref="UnstorableException">The database refuses it, and always will.</exception>
    public Task WriteAsync(string stream, QueueChange change) => _streams.GetOrAdd(stream, _ => new OrderedWrites<QueueChange>(
        MaxTogether, store.ChangeAsync, _writing, abandonment.Token)).WriteAsync(change);

    /// <summary>
    /// Makes a change durable that finishes an item which was given out. Does not throw. An item whose change is outdated stays out.
    /// </summary>
    /// <param name="feed">What gave it out.</param>
    /// <param name="stream">As for <see cref="WriteAsync"/>.</param>
    /// <param name="change">What comes of it.</param>
    /// <returns>What it is outdated by; null when it is not.</returns>
    public async Task<StateAddress?> FinishAsync(Feed feed, string stream, QueueChange change)
    {
        var tell = change.Committed;
        StateAddress? outdated = null;
        try
        {
            await WriteAsync(stream, change with
            {
                Committed = changed =>
                {
                    outdated = changed.Outdated;
                    if (outdated is null)
                    {
                        tell?.Invoke(changed); // first, so that who waits for the end sees what comes of it
                        feed.Finished(change.Finished[0]);
                    }
                },
            });
        }
        catch (Exception error)
        {
            if (!abandonment.Token.IsCancellationRequested)
            {
                LogUnfinished(error, feed.Queue, change.Finished[0]);
            }

            feed.Finished(change.Finished[0]);
        }

        return outdated;
    }

    /// <summary>Lets bots try parked events again, behind what waits for them already, in this order.</summary>
    /// <param name="events">The events with the queues of their bots, by the numbers under which they are parked.</param>
    /// <param name="cancellationToken">Gives up waiting for a place; once they have one, they are carried out.</param>
    /// <returns>The numbers of those that were still parked: the others somebody else has taken.</returns>
    /// <exception cref="StorageException">Nothing was changed: the database cannot be written now.</exception>
    public async Task<IReadOnlySet<long>> RedriveAsync(IReadOnlyList<ParkedEvent> events, CancellationToken cancellationToken)
    {
        var byNumber = events.ToDictionary(one => one.Number);
        var redriven = new HashSet<long>();
        await store.ChangeAsync(
            [
                new QueueChange
                {
                    Unparked = [.. events.Select(one => new Unparking(one.Number, EventIdentity.OfHandled(one.Queue, one.Event)))],
                    Committed = changed =>
                    {
                        foreach (var (parkedAs, number) in changed.Unparked)
                        {
                            redriven.Add(parkedAs);
                            if (_feeds.TryGetValue(byNumber[parkedAs].Queue, out var feed))
                            {
                                feed.Offer(number, byNumber[parkedAs].Event);
                            }
                        }
                    },
                },
            ],
            cancellationToken);
        return redriven;
    }

    /// <summary>Says in the log which queues hold something that no bot or account of this host works on.</summary>
    public async Task TellOfStrangersAsync(Func<string, bool> isKnown, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (queue, count) in await store.CountAsync(cancellationToken))
            {
                if (!isKnown(queue))
                {
                    LogStranger(queue, count);
                }
            }
        }
        catch (StorageException error)
        {
            LogNotCounted(error.Message); // the feeds try again by themselves
        }
    }

    /// <summary>Whether other processes may work on a queue, and not this one.</summary>
    private bool IsAnnounced(string queue) => deployment.IsShared && !_feeds.ContainsKey(queue);

    [LoggerMessage(LogLevel.Error, "Item {Number} of queue {Queue} cannot be finished; the next start begins with it.")]
    private partial void LogUnfinished(Exception error, string queue, long number);

    [LoggerMessage(LogLevel.Warning, "Queue {Queue} holds {Count} items, and no bot or account of this host works on it.")]
    private partial void LogStranger(string queue, long count);

    [LoggerMessage(LogLevel.Warning, "It is not known what is in the queues: {Problem}")]
    private partial void LogNotCounted(string problem);
}
