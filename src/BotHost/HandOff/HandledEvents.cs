using System.Collections.Concurrent;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.HandOff;

/// <summary>
/// What bots have handled of the events that the broker delivers. That a bot has handled one, and what it wants sent, are one
/// transaction.
/// </summary>
internal sealed class HandledEvents(
    DurableQueues queues,
    IQueueStore store,
    CommandRoutes routes,
    HandlerChanges changes,
    Abandonment abandonment,
    TimeProvider time,
    ILogger<HandledEvents> logger)
{
    private readonly Outage _outage = new("What bots have handled", "be looked up", time, logger);
    private readonly ConcurrentDictionary<Identity, Task> _finishing = [];

    /// <summary>Whether a queue of the database is one of those that are worked on.</summary>
    public bool Knows(string queue) => routes.Knows(queue);

    /// <summary>Asks until the database answers.</summary>
    /// <exception cref="AbandonedException">The host gives up first.</exception>
    public async Task<bool> IsHandledAsync(QueueLane lane, IAccountEvent @event)
    {
        var identity = EventIdentity.OfHandled(lane.Queue, @event);
        if (_finishing.TryGetValue(identity, out var finishing))
        {
            await finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it has come twice in a moment
        }

        try
        {
            return await _outage.OutlastAsync(token => store.IsRememberedAsync(identity, token), abandonment.Token);
        }
        catch (OperationCanceledException)
        {
            throw new AbandonedException();
        }
    }

    /// <summary>
    /// A bot has handled an event and wants this sent and remembered. Of one lane, it is made durable in the order of the calls.
    /// </summary>
    /// <returns>What the bot has read and is no longer so, so that nothing was done; null when it is done.</returns>
    /// <exception cref="AbandonedException">The host gives up while the database is away.</exception>
    /// <exception cref="ArgumentException">A command cannot be written.</exception>
    /// <exception cref="UnstorableException">The database refuses it for good.</exception>
    public Task<StateAddress?> CompleteAsync(QueueLane lane, IAccountEvent @event, HandlerResult result) =>
        FinishAsync(lane, @event, changes.Of([], result));

    /// <summary>A bot cannot handle an event, and wants this sent and remembered about it.</summary>
    /// <returns>What the bot has read and is no longer so, so that nothing was done; null when it is done.</returns>
    /// <exception cref="AbandonedException">The host gives up while the database is away.</exception>
    /// <exception cref="ArgumentException">A command cannot be written.</exception>
    /// <exception cref="UnstorableException">The database refuses it for good.</exception>
    public Task<StateAddress?> ParkAsync(QueueLane lane, IAccountEvent @event, ParkedItem parked, HandlerResult lastWords) =>
        FinishAsync(lane, @event, changes.Of([], lastWords) with { Parked = parked });

    private async Task<StateAddress?> FinishAsync(QueueLane lane, IAccountEvent @event, QueueChange change)
    {
        var identity = EventIdentity.OfHandled(lane.Queue, @event);
        var tell = change.Committed;
        StateAddress? outdated = null;
        var finishing = queues.WriteAsync(QueueNames.LaneOf(lane.Queue, lane.Number), change with
        {
            Once = identity,
            Committed = changed =>
            {
                outdated = changed.Outdated;
                tell?.Invoke(changed);
            },
        });
        _finishing[identity] = finishing;
        try
        {
            await finishing;
            return outdated;
        }
        catch (OperationCanceledException)
        {
            throw new AbandonedException();
        }
        finally
        {
            _finishing.TryRemove(identity, out _);
        }
    }
}
