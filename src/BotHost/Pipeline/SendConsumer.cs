using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Takes the commands of one lane off the bus, one after the other.</summary>
internal sealed class SendConsumer(SendService service, WorkInFlight work) : IConsumer<SendMessage>, IConsumer<SetTyping>
{
    private readonly SendLane _lane = new(service, work);

    /// <summary>Returns when the message is on its way, so that a slow network does not hold up the next one.</summary>
    public Task Consume(ConsumeContext<SendMessage> context)
    {
        _lane.Send(context.Message);
        return Task.CompletedTask;
    }

    public async Task Consume(ConsumeContext<SetTyping> context)
    {
        try
        {
            await service.SetTypingAsync(context.Message);
        }
        finally
        {
            work.Commands.Give();
        }
    }
}
