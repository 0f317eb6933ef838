using System.Collections.Concurrent;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.HandOff;

/// <summary>
/// What bots have handled of the events that the broker delivers. That a bot has handled one, and what it wants sent, are one
/// transaction.
/// </summary>
internal sealed partial class HandledEvents(
    DurableQueues queues,
    IQueueStore store,
    CommandRoutes routes,
    WorkInFlight work,
    TimeProvider time,
    ILogger<HandledEvents> logger)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

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

        for (var attempt = 0; !work.Abandoned.IsCancellationRequested; attempt++)
        {
            try
            {
                return await store.IsRememberedAsync(identity, work.Abandoned);
            }
            catch (StorageException error)
            {
                var delay = Backoff.Delay(attempt, FirstDelay, MaxDelay);
                LogNotKnown(@event.Origin.EventId, delay.TotalSeconds, error.Message);
                await Task.Delay(delay, time, work.Abandoned).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        throw new AbandonedException();
    }

    /// <summary>A bot has handled an event and wants this sent. Of one lane, it is made durable in the order of the calls.</summary>
    /// <exception cref="AbandonedException">The host gives up while the database is away.</exception>
    /// <exception cref="ArgumentException">A command cannot be written.</exception>
    /// <exception cref="UnstorableException">The database refuses it for good.</exception>
    public Task CompleteAsync(QueueLane lane, IAccountEvent @event, IReadOnlyList<IReliableCommand> commands) => FinishAsync(
        lane, @event, queues.NewChange([], [.. commands.Select(command => (routes.QueueOf(command), (object)command))]));

    /// <summary>A bot cannot handle an event.</summary>
    /// <exception cref="AbandonedException">The host gives up while the database is away.</exception>
    public Task ParkAsync(QueueLane lane, IAccountEvent @event, EarlierParking? earlier, Exception error, int attempts) => FinishAsync(
        lane,
        @event,
        queues.NewChange([], []) with { Parked = Parking.Of(lane.Queue, @event, error, attempts) with { Earlier = earlier } });

    private async Task FinishAsync(QueueLane lane, IAccountEvent @event, QueueChange change)
    {
        var identity = EventIdentity.OfHandled(lane.Queue, @event);
        var finishing = queues.WriteAsync(QueueNames.LaneOf(lane.Queue, lane.Number), change with { Once = identity });
        _finishing[identity] = finishing;
        try
        {
            await finishing;
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

    [LoggerMessage(LogLevel.Warning, "It is not known whether event {Event} was handled before; asking again in {Seconds:0.0} s: {Problem}")]
    private partial void LogNotKnown(string @event, double seconds, string problem);
}
