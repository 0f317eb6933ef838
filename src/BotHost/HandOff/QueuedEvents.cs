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
internal sealed class QueuedEvents : IEventHandOff, IBotQueues
{
    private readonly DurableQueues _queues;
    private readonly IBotCatalog _catalog;
    private readonly EventRoutes _routes;
    private readonly CommandRoutes _commands;
    private readonly HandlerChanges _changes;
    private readonly Sequences _sequences;
    private readonly LaneEndpoints _endpoints;
    private readonly ICommandLedger _ledger;
    private readonly BotFeeds _bots;
    private readonly TaskCompletionSource _prepared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public QueuedEvents(
        DurableQueues queues,
        IBotCatalog catalog,
        EventRoutes routes,
        CommandRoutes commands,
        HandlerChanges changes,
        Sequences sequences,
        LaneEndpoints endpoints,
        LaneCarrier carrier,
        ICommandLedger ledger,
        IOptions<BusOptions> options)
    {
        (_queues, _catalog, _routes, _commands, _changes, _sequences, _endpoints, _ledger) =
            (queues, catalog, routes, commands, changes, sequences, endpoints, ledger);
        _bots = new BotFeeds(queues, options.Value.MaxEventsInFlight, carrier.CarryAsync);
    }

    public int InFlight => _bots.Out;

    public Task Prepared => _prepared.Task;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var bot in _catalog.Bots)
        {
            await OpenAsync(bot.Name);
        }

        _prepared.TrySetResult();

        await _queues.TellOfStrangersAsync(queue => _bots.Contains(queue) || _commands.Knows(queue), cancellationToken);
    }

    public Task RunAsync(CancellationToken cancellationToken) => _bots.RunAsync(cancellationToken);

    public Task DrainAsync(CancellationToken cancellationToken) => _bots.DrainAsync(cancellationToken);

    /// <summary>The database keeps what is for it, whether it is there or not.</summary>
    public Task AnnounceAsync(string bot, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task OpenAsync(string bot)
    {
        await _endpoints.EnsureAsync(bot);
        _bots.Open(QueueNames.OfBot(bot));
    }

    public Task StopAsync(string bot)
    {
        _bots.Stop(QueueNames.OfBot(bot));
        return Task.CompletedTask;
    }

    public Task CloseAsync(string bot) => _bots.CloseAsync(QueueNames.OfBot(bot));

    public Task AcceptAsync(IAccountEvent @event, Action? taken = null)
    {
        var recipients = _routes.RecipientsOf(@event);
        var entry = _ledger.Happened(@event);
        if (recipients.Count == 0 && entry is not null)
        {
            return _queues.WriteAsync(StreamOf(@event), LedgerEntry.Add(new QueueChange { Committed = _ => taken?.Invoke() }, entry));
        }

        if (recipients.Count == 0)
        {
            taken?.Invoke(); // nobody wants it; the network counts it when what came before it is safe too
            return Task.CompletedTask;
        }

        return _sequences.HandOverAsync(@event, numbered =>
        {
            var change = LedgerEntry.Add(_queues.NewChange([], Deliveries(numbered, recipients)), entry);
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

    public Task FinishAsync(FedItem command, IAccountEvent? outcome)
    {
        var entry = _ledger.Finished((IReliableCommand)command.Message, outcome);
        return outcome is not null && _routes.RecipientsOf(outcome) is { Count: > 0 } recipients
            ? _sequences.HandOverAsync(outcome, numbered => WriteAsync(StreamOf(numbered), Deliveries(numbered, recipients)))
            : WriteAsync(command.Feed.Queue, []);

        Task WriteAsync(string stream, IReadOnlyList<(string Queue, object Message)> told) =>
            _queues.FinishAsync(command.Feed, stream, LedgerEntry.Add(_queues.NewChange([command.Number], told), entry));
    }

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
            var change = events._changes.Of([number], result) with { Parked = parked };
            var finishing = events._queues.FinishAsync(_feed, QueueNames.LaneOf(lane.Queue, lane.Number), change);
            return result.MayBeRead ? finishing : Task.FromResult<StateAddress?>(null);
        }
    }
}
