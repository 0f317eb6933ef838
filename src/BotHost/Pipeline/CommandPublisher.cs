using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Puts commands on the bus, for the send service.</summary>
internal sealed class CommandPublisher(IBus bus, WorkInFlight work)
{
    public async Task PublishAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IChatCommand
    {
        await work.Commands.TakeAsync(1, cancellationToken);
        await bus.Publish(command, CancellationToken.None); // not half way, for the credit's sake
    }
}
