using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Puts commands on the bus, for the send service.</summary>
internal sealed class CommandPublisher(IBus bus, WorkInFlight work)
{
    /// <summary>Waits until the send service keeps up.</summary>
    public async Task PublishAsync(IChatCommand command, CancellationToken cancellationToken)
    {
        await work.Commands.TakeAsync(1, cancellationToken);
        await bus.Publish(command, command.GetType(), CancellationToken.None); // not half way, for the credit's sake
    }
}
