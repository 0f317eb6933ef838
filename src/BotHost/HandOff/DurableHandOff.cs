using System.Collections.Concurrent;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotSdk;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.HandOff;

/// <summary>
/// Keeps every event until the bots have handled it, and every command until the network has it, in the database; the bus only moves
/// them within the process. What is finished and what comes of it change in one transaction, so that a process that is killed has
/// either done both or none.
/// </summary>
internal sealed partial class DurableHandOff
{
    private readonly IQueueStore _store;
    private readonly EventRoutes _routes;
    private readonly WorkInFlight _work;
    private readonly TimeProvider _time;
    private readonly ILogger<DurableHandOff> _logger;
    private readonly IReadOnlyList<Feed> _bots;
    private readonly IReadOnlyList<Feed> _accounts;
    private readonly Dictionary<string, Feed> _feeds;
    private readonly ConcurrentDictionary<string, ChangeStream> _streams = new(StringComparer.Ordinal);

    public DurableHandOff(
        IQueueStore store,
        IBotCatalog catalog,
        IEnumerable<IChatConnectorFactory> networks,
        EventRoutes routes,
        LaneCarrier carrier,
        WorkInFlight work,
        IOptions<BusOptions> options,
        TimeProvider time,
        ILogger<DurableHandOff> logger)
    {
        (_store, _routes, _work, _time, _logger) = (store, routes, work, time, logger);
        var bots = catalog.Bots.Select(bot =>
        {
            var queue = QueueNames.OfBot(bot.Name);
            return new Feed(queue, options.Value.MaxEventsInFlight, item => carrier.CarryAsync(queue, item), store, time, logger);
        });
        var accounts = networks.SelectMany(network => network.Accounts).Select(QueueNames.OfAccount).Append(QueueNames.Send)
            .Select(queue => new Feed(
                queue, options.Value.MaxCommandsInFlight, item => carrier.CarryAsync(QueueNames.Send, item), store, time, logger));
        _bots = [.. bots];
        _accounts = [.. accounts];
        _feeds = _bots.Concat(_accounts).ToDictionary(feed => feed.Queue, StringComparer.Ordinal);
    }

    /// <summary>How many events and commands bots and networks work on now.</summary>
    public int InFlight => _feeds.Values.Sum(feed => feed.Out);

    /// <summary>Lets bots and networks work on what is kept, until the token fires.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await TellOfStrangersAsync(cancellationToken);
        await Task.WhenAll(_feeds.Values.Select(feed => feed.RunAsync(cancellationToken)));
    }

    /// <summary>Lets bots begin nothing more, and waits until what they have begun is finished and sent.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var feed in _bots)
        {
            feed.Close();
        }

        // What a bot has handled is out at the send service before it is finished here.
        foreach (var feed in _bots.Concat(_accounts))
        {
            await feed.WhenIdleAsync(cancellationToken);
        }
    }

    /// <summary>Takes an event over. Of one account, events are taken over in the order of the calls.</summary>
    /// <param name="event">What happened. The same event again is not taken over again.</param>
    /// <param name="taken">Called as soon as it is; must be quick and not throw.</param>
    /// <returns>Completes then; is cancelled when the host gives up.</returns>
    public Task AcceptAsync(IAccountEvent @event, Action? taken = null)
    {
        var deliveries = Deliveries(@event);
        if (deliveries.Count == 0)
        {
            taken?.Invoke(); // nobody wants it; the network counts it when what came before it is safe too
            return Task.CompletedTask;
        }

        var account = NameOf(@event.Origin.Account);
        var change = Change([], deliveries);
        var tell = change.Committed;
        return Stream($"account {account}").WriteAsync(change with
        {
            Once = new Identity(account, @event.Origin.EventId),
            Committed = changed =>
            {
                tell?.Invoke(changed);
                taken?.Invoke();
            },
        });
    }

    /// <summary>Takes a command over that no event has caused. The same command again is not taken over again.</summary>
    public Task AcceptAsync(IReliableCommand command) => Stream("commands").WriteAsync(
        Change([], [(QueueOf(command), command)]) with { Once = new Identity("command", command.CommandId) });

    /// <summary>A bot has handled an event, and wants this sent.</summary>
    public Task HandledAsync(QueueLane lane, long number, IReadOnlyList<IReliableCommand> commands) =>
        FinishAsync(lane, lane.Queue, Change([number], [.. commands.Select(command => (QueueOf(command), (object)command))]));

    /// <summary>A bot cannot handle an event.</summary>
    public Task ParkAsync(QueueLane lane, long number, IAccountEvent @event, Exception error, int attempts) => FinishAsync(
        lane,
        lane.Queue,
        Change([number], []) with
        {
            Parked = new ParkedItem
            {
                Queue = lane.Queue,
                Kind = MessageFormat.KindOf(@event),
                Body = MessageFormat.Write(@event),
                Account = NameOf(@event.Origin.Account),
                Dialog = (@event as IChatEvent)?.Dialog.Id,
                Problem = FailureText.SummaryOf(error),
                Details = FailureText.DetailsOf(error),
                Attempts = attempts,
            },
        });

    /// <summary>Lets bots try parked events again, behind what waits for them already, in this order.</summary>
    /// <param name="events">The events with the queues of their bots, by the numbers under which they are parked.</param>
    /// <param name="cancellationToken">Gives up waiting for a place; once they have one, they are carried out.</param>
    /// <returns>The numbers of those that were still parked: the others somebody else has taken.</returns>
    /// <exception cref="StorageException">Nothing was changed: the database cannot be written now.</exception>
    public async Task<IReadOnlySet<long>> RedriveAsync(
        IReadOnlyList<ParkedEvent> events, CancellationToken cancellationToken)
    {
        var byNumber = events.ToDictionary(one => one.Number);
        var redriven = new HashSet<long>();
        await _store.ChangeAsync(
            [
                new QueueChange
                {
                    Unparked = [.. events.Select(one => one.Number)],
                    Committed = changed =>
                    {
                        foreach (var (parkedAs, number) in changed.Unparked)
                        {
                            redriven.Add(parkedAs);
                            _feeds[byNumber[parkedAs].Queue].Offer(number, byNumber[parkedAs].Event);
                        }
                    },
                },
            ],
            cancellationToken);
        return redriven;
    }

    /// <summary>The network has a command, or refuses it, or it is given up.</summary>
    /// <param name="lane">The lane that it was in.</param>
    /// <param name="outgoing">Which.</param>
    /// <param name="outcome">What bots shall hear of it; null for nothing.</param>
    public Task SentAsync(QueueLane lane, Outgoing outgoing, IAccountEvent? outcome) => FinishAsync(
        lane, QueueOf(outgoing.Command), Change([outgoing.Number], outcome is null ? [] : Deliveries(outcome)));

    /// <summary>The host gives an event up that is out: the next process begins with it.</summary>
    public void Abandon(QueueLane lane) => _feeds[lane.Queue].Finished();

    /// <summary>The host gives a command up that is out: the next process begins with it.</summary>
    public void Abandon(Outgoing outgoing) => _feeds[QueueOf(outgoing.Command)].Finished();

    private static string NameOf(AccountRef account) => $"{account.Network}/{account.Id}";

    private string QueueOf(IReliableCommand command) =>
        QueueNames.OfAccount(command.Account) is var queue && _feeds.ContainsKey(queue) ? queue : QueueNames.Send;

    private List<(string Queue, object Message)> Deliveries(IAccountEvent @event) =>
        [.. _routes.RecipientsOf(@event).Select(bot => (QueueNames.OfBot(bot), (object)@event))];

    private async Task FinishAsync(QueueLane lane, string queue, QueueChange change)
    {
        var tell = change.Committed;
        try
        {
            await Stream(QueueNames.LaneOf(lane.Queue, lane.Number)).WriteAsync(change with
            {
                Committed = changed =>
                {
                    tell?.Invoke(changed); // first, so that who waits for the end sees what comes of it
                    _feeds[queue].Finished();
                },
            });
        }
        catch (Exception error)
        {
            if (!_work.Abandoned.IsCancellationRequested)
            {
                LogUnfinished(error, queue, change.Finished[0]);
            }

            _feeds[queue].Finished();
        }
    }

    private async Task TellOfStrangersAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (queue, count) in await _store.CountAsync(cancellationToken))
            {
                if (!_feeds.ContainsKey(queue))
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

    private QueueChange Change(IReadOnlyList<long> finished, List<(string Queue, object Message)> added) => new()
    {
        Finished = finished,
        Added =
        [
            .. added.Select(one => new NewItem(one.Queue, MessageFormat.KindOf(one.Message), MessageFormat.Write(one.Message))),
        ],
        Committed = changed =>
        {
            for (var i = 0; i < changed.Added.Count; i++)
            {
                _feeds[added[i].Queue].Offer(changed.Added[i].Number, added[i].Message);
            }
        },
    };

    private ChangeStream Stream(string name) =>
        _streams.GetOrAdd(name, _ => new ChangeStream(_store, _time, _logger, _work.Abandoned));

    [LoggerMessage(LogLevel.Error, "Item {Number} of queue {Queue} cannot be finished; the next start begins with it.")]
    private partial void LogUnfinished(Exception error, string queue, long number);

    [LoggerMessage(LogLevel.Warning, "Queue {Queue} holds {Count} items, and no bot or account of this host works on it.")]
    private partial void LogStranger(string queue, long count);

    [LoggerMessage(LogLevel.Warning, "It is not known what is in the queues: {Problem}")]
    private partial void LogNotCounted(string problem);
}
