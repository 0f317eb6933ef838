using BotPlatform.BotHost.Bus;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Hands an event over to the bus, in whose care it is when the call returns.</summary>
internal sealed class EventPublisher(IBus bus, EventRoutes routes, WorkInFlight work)
{
    public async Task PublishAsync(IChatEvent @event, CancellationToken cancellationToken)
    {
        var recipients = routes.RouteOf(@event).Recipients;
        if (recipients == 0)
        {
            return;
        }

        await work.Events.TakeAsync(recipients, cancellationToken);

        // Not to be cancelled half way: every credit that is taken belongs to a message that arrives.
        await bus.Publish(@event, @event.GetType(), CancellationToken.None);
    }
}
