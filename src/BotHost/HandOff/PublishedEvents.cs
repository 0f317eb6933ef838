using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.Bus.RabbitMq.Publishing;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.HandOff;

/// <summary>
/// Has the broker keep every event until the bots have handled it, on whatever host. That a bot has handled an event and what it wants
/// sent are one transaction of the database, and only after it the broker forgets the event; delivered again, it is recognised.
/// </summary>
internal sealed partial class PublishedEvents : IEventHandOff, IBotQueues
{
    private const int MaxRedriven = 100;

    private readonly DurableQueues _queues;
    private readonly HandledEvents _handled;
    private readonly Sequences _sequences;
    private readonly EventPublisher _publisher;
    private readonly BrokerLanes _lanes;
    private readonly ICommandLedger _ledger;
    private readonly ILogger<PublishedEvents> _logger;

    // What was parked and shall be tried again is in the database until the broker has it. Whichever hosts publish it, bots handle it once.
    private readonly BotFeeds _redriven;
    private readonly TaskCompletionSource _prepared = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IBotCatalog _catalog;

    public PublishedEvents(
        DurableQueues queues,
        IBotCatalog catalog,
        HandledEvents handled,
        ParkedStore parked,
        Sequences sequences,
        EventPublisher publisher,
        BrokerLanes lanes,
        ICommandLedger ledger,
        Abandonment abandonment,
        ILogger<PublishedEvents> logger)
    {
        (_queues, _handled, _sequences, _publisher, _lanes, _logger) = (queues, handled, sequences, publisher, lanes, logger);
        (_catalog, _ledger) = (catalog, ledger);
        _redriven = new BotFeeds(queues, MaxRedriven, async item =>
        {
            var earlier = await parked.FindEarlierAsync(item.Number, abandonment.Token);
            var bot = QueueNames.BotOf(item.Feed.Queue)!;
            await publisher.PublishAsync((IAccountEvent)item.Message, bot, RedriveHeaders.Of(earlier));
            await queues.FinishAsync(item.Feed, item.Feed.Queue, queues.NewChange([item.Number], []));
        });
    }

    public int InFlight => _lanes.InFlight;

    public Task Prepared => _prepared.Task;

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var bot in _catalog.Bots)
        {
            _redriven.Open(QueueNames.OfBot(bot.Name));
        }

        _prepared.TrySetResult();

        return _queues.TellOfStrangersAsync(queue => _handled.Knows(queue) || _redriven.Contains(queue), cancellationToken);
    }

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        _publisher.RunAsync(cancellationToken), _lanes.RunAsync(cancellationToken), _redriven.RunAsync(cancellationToken));

    public Task DrainAsync(CancellationToken cancellationToken) => _lanes.DisconnectAsync(cancellationToken);

    public Task AnnounceAsync(string bot, CancellationToken cancellationToken) => _lanes.DeclareAsync(bot, cancellationToken);

    public Task OpenAsync(string bot)
    {
        _redriven.Open(QueueNames.OfBot(bot));
        _lanes.Open(bot);
        return Task.CompletedTask;
    }

    public Task StopAsync(string bot)
    {
        _redriven.Stop(QueueNames.OfBot(bot));
        return _lanes.CloseAsync(bot);
    }

    public Task CloseAsync(string bot) => _redriven.CloseAsync(QueueNames.OfBot(bot));

    public async Task AcceptAsync(IAccountEvent @event, Action? taken = null)
    {
        var entry = _ledger.Happened(@event);
        await _sequences.HandOverAsync(@event, _publisher.PublishAsync);
        if (entry is not null)
        {
            await _queues.WriteAsync($"ledger {EventIdentity.ScopeOf(@event)}", LedgerEntry.Add(new QueueChange(), entry));
        }

        taken?.Invoke();
    }

    public async Task FinishAsync(FedItem command, IAccountEvent? outcome)
    {
        try
        {
            if (outcome is not null)
            {
                await _sequences.HandOverAsync(outcome, _publisher.PublishAsync);
            }
        }
        catch (Exception error)
        {
            // The command is sent again by the next process, with the same id, and this is told then.
            LogNotTold(error.Message, outcome!.GetType().Name, outcome.Origin.EventId);
            command.Feed.Finished(command.Number);
            return;
        }

        var entry = _ledger.Finished((IReliableCommand)command.Message, outcome);
        await _queues.FinishAsync(
            command.Feed, command.Feed.Queue, LedgerEntry.Add(_queues.NewChange([command.Number], []), entry));
    }

    public EventDelivery DeliveryOf(ConsumeContext context, IAccountEvent @event, QueueLane lane) =>
        new Delivery(
            _handled, @event, lane, RedriveHeaders.Read(context), context.ReceiveContext.GetPayload<LaneTurn>());

    [LoggerMessage(LogLevel.Warning, "{Type} {Event} could not be published before the host stopped: {Problem}")]
    private partial void LogNotTold(string problem, string type, string @event);

    private sealed class Delivery(
        HandledEvents handled, IAccountEvent @event, QueueLane lane, EarlierParking? earlier, LaneTurn turn) : EventDelivery(@event)
    {
        public override Task<bool> IsRepeatedAsync() => handled.IsHandledAsync(lane, Event);

        public override Task<StateAddress?> CompleteAsync(HandlerResult result) =>
            FinishAsync(handled.CompleteAsync(lane, Event, result), result);

        public override Task<StateAddress?> ParkAsync(Exception error, int attempts, HandlerResult lastWords)
        {
            var parked = Parking.Of(lane.Queue, Event, error, attempts) with { Earlier = earlier };
            return FinishAsync(handled.ParkAsync(lane, Event, parked, lastWords), lastWords);
        }

        public override Task AbandonAsync() => throw new AbandonedException();

        // Its place in the order of the lane is taken: the bot may begin with the next event, unless that reads what this one changes.
        private Task<StateAddress?> FinishAsync(Task<StateAddress?> finishing, HandlerResult result)
        {
            if (!result.MayBeRead)
            {
                turn.End();
            }

            return finishing;
        }
    }
}
