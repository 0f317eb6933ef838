using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.HandOff;

/// <summary>
/// Keeps every event in the durable queues of the bots that want it until they have handled it; the in-memory bus only moves it within
/// the process. What is finished and what comes of it change in one transaction, so that a process that is killed has either done both
/// or none.
/// </summary>
internal sealed class QueuedEvents : IEventHandOff
{
    private readonly DurableQueues _queues;
    private readonly EventRoutes _routes;
    private readonly CommandRoutes _commands;
    private readonly Sequences _sequences;
    private readonly Dictionary<string, Feed> _bots;

    public QueuedEvents(
        DurableQueues queues,
        IBotCatalog catalog,
        EventRoutes routes,
        CommandRoutes commands,
        Sequences sequences,
        LaneCarrier carrier,
        IOptions<BusOptions> options)
    {
        (_queues, _routes, _commands, _sequences) = (queues, routes, commands, sequences);
        _bots = catalog.Bots.Select(bot => QueueNames.OfBot(bot.Name)).ToDictionary(
            queue => queue,
            queue => queues.Open(queue, options.Value.MaxEventsInFlight, carrier.CarryAsync),
            StringComparer.Ordinal);
    }

    public int InFlight => _bots.Values.Sum(feed => feed.Out);

    public Task PrepareAsync(CancellationToken cancellationToken) =>
        _queues.TellOfStrangersAsync(queue => _bots.ContainsKey(queue) || _commands.Knows(queue), cancellationToken);

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_bots.Values.Select(feed => feed.RunAsync(cancellationToken)));

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var feed in _bots.Values)
        {
            feed.Close();
        }

        foreach (var feed in _bots.Values)
        {
            await feed.WhenIdleAsync(cancellationToken);
        }
    }

    public Task AcceptAsync(IAccountEvent @event, Action? taken = null)
    {
        var recipients = _routes.RecipientsOf(@event);
        if (recipients.Count == 0)
        {
            taken?.Invoke(); // nobody wants it; the network counts it when what came before it is safe too
            return Task.CompletedTask;
        }

        return _sequences.HandOverAsync(@event, numbered =>
        {
            var change = _queues.NewChange([], Deliveries(numbered, recipients));
            var tell = change.Committed;
            return _queues.WriteAsync(StreamOf(numbered), change with
            {
                Once = EventIdentity.Of(numbered),
                Committed = changed =>
                {
                    tell?.Invoke(changed);
                    taken?.Invoke();
                },
            });
        });
    }

    public Task FinishAsync(FedItem command, IAccountEvent? outcome) =>
        outcome is not null && _routes.RecipientsOf(outcome) is { Count: > 0 } recipients
            ? _sequences.HandOverAsync(outcome, numbered => _queues.FinishAsync(
                command.Feed, StreamOf(numbered), _queues.NewChange([command.Number], Deliveries(numbered, recipients))))
            : _queues.FinishAsync(command.Feed, command.Feed.Queue, _queues.NewChange([command.Number], []));

    /// <summary>An event that the bus has brought.</summary>
    public EventDelivery DeliveryOf(ConsumeContext context, IAccountEvent @event, QueueLane lane) =>
        new Delivery(this, @event, lane, ItemHeader.Read(context));

    private static List<(string Queue, object Message)> Deliveries(IAccountEvent @event, IReadOnlyList<string> recipients) =>
        [.. recipients.Select(bot => (QueueNames.OfBot(bot), (object)@event))];

    /// <summary>What an account sees becomes durable in the order of its numbers.</summary>
    private static string StreamOf(IAccountEvent @event) => $"account {EventIdentity.ScopeOf(@event)}";

    private sealed class Delivery(QueuedEvents events, IAccountEvent @event, QueueLane lane, long number) : EventDelivery(@event)
    {
        private readonly Feed _feed = events._bots[lane.Queue];

        public override Task<StateAddress?> CompleteAsync(HandlerResult result) => FinishAsync(result, parked: null);

        public override Task<StateAddress?> ParkAsync(Exception error, int attempts, HandlerResult lastWords) =>
            FinishAsync(lastWords, Parking.Of(lane.Queue, Event, error, attempts));

        public override Task AbandonAsync()
        {
            _feed.Finished(number);
            return Task.CompletedTask;
        }

        private Task<StateAddress?> FinishAsync(HandlerResult result, ParkedItem? parked)
        {
            var change = events._queues.NewChange(
                [number], [.. result.Commands.Select(command => (events._commands.QueueOf(command), (object)command))]);
            var finishing = events._queues.FinishAsync(
                _feed, QueueNames.LaneOf(lane.Queue, lane.Number), change with { States = result.States, Parked = parked });
            return result.States.Count > 0 ? finishing : Task.FromResult<StateAddress?>(null);
        }
    }
}
