using BotPlatform.BotHost.Bus;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Hands an event over to the bus, in whose care it is when the call returns.</summary>
internal sealed partial class EventPublisher(IBus bus, EventRoutes routes, WorkInFlight work, ILogger<EventPublisher> logger)
{
    /// <summary>Waits until the bots keep up.</summary>
    public async Task PublishAsync(IAccountEvent @event, CancellationToken cancellationToken)
    {
        var recipients = routes.RouteOf(@event).Recipients;
        if (recipients > 0)
        {
            await work.Events.TakeAsync(recipients, cancellationToken);
            await PublishAsync(@event, recipients);
        }
    }

    /// <summary>
    /// For what the host itself has to say: it must not wait for bots, because they may be waiting for it. What comes in from the
    /// network waits the longer.
    /// </summary>
    public async Task PublishNowAsync(IAccountEvent @event)
    {
        var recipients = routes.RouteOf(@event).Recipients;
        if (recipients > 0)
        {
            work.Events.TakeNow(recipients);
            await PublishAsync(@event, recipients);
        }
    }

    private async Task PublishAsync(IAccountEvent @event, int recipients)
    {
        try
        {
            // Not to be cancelled half way: every credit that is taken belongs to a message that arrives.
            await bus.Publish(@event, @event.GetType(), CancellationToken.None);
        }
        catch (Exception error)
        {
            for (var i = 0; i < recipients; i++)
            {
                work.Events.Give();
            }

            LogLost(error, @event.GetType().Name, @event.Origin.EventId); // one event, and not the account's reading
        }
    }

    [LoggerMessage(LogLevel.Error, "{Type} {Event} cannot be put on the bus and is lost.")]
    private partial void LogLost(Exception error, string type, string @event);
}
