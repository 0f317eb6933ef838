using BotPlatform.BotHost.HandOff;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Takes one kind of commands of one lane off the bus.</summary>
internal sealed class SendConsumer<TCommand>(SendLane lane) : IConsumer<TCommand>
    where TCommand : class, IReliableCommand
{
    /// <summary>Returns when the command is on its way, so that a slow network does not hold up the next one.</summary>
    public Task Consume(ConsumeContext<TCommand> context)
    {
        lane.Send(new Outgoing<TCommand>(context.Message, ItemHeader.Read(context)));
        return Task.CompletedTask;
    }
}

/// <summary>Takes commands that are not worth repeating off the bus.</summary>
internal sealed class BestEffortConsumer<TCommand>(SendService service, WorkInFlight work) : IConsumer<TCommand>
    where TCommand : class, IChatCommand
{
    public async Task Consume(ConsumeContext<TCommand> context)
    {
        try
        {
            await service.TrySendOnceAsync(context.Message);
        }
        finally
        {
            work.Commands.Release();
        }
    }
}
