using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.HandOff;

/// <summary>Takes events over for good, and gets each to the bots that want it.</summary>
internal interface IEventHandOff
{
    /// <summary>How many events bots work on now.</summary>
    int InFlight { get; }

    /// <summary>Returns when nothing that is taken over can get past a bot that wants it. Nothing is taken over before.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Lets bots work on what is kept, until the token fires.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Lets bots begin nothing more, and waits until what they have begun is finished.</summary>
    Task DrainAsync(CancellationToken cancellationToken);

    /// <summary>Takes an event over. Of one dialog, events are taken over in the order of the calls.</summary>
    /// <param name="event">What happened. A bot handles the same event once, however often it is taken over.</param>
    /// <param name="taken">Called as soon as it is; must be quick and not throw.</param>
    /// <returns>Completes then; is cancelled when the host gives up.</returns>
    Task AcceptAsync(IAccountEvent @event, Action? taken = null);

    /// <summary>An event that the bus has brought to a bot.</summary>
    EventDelivery DeliveryOf(ConsumeContext context, IAccountEvent @event, QueueLane lane);

    /// <summary>Finishes a command, and takes over the event that tells what came of it. Does not throw.</summary>
    /// <param name="command">Which.</param>
    /// <param name="outcome">Null for nothing.</param>
    Task FinishAsync(FedItem command, IAccountEvent? outcome);
}
