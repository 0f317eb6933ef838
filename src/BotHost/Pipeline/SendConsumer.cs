using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Takes commands off the bus.</summary>
internal sealed class SendConsumer(SendService service, WorkInFlight work) : IConsumer<SendMessage>, IConsumer<SetTyping>
{
    public async Task Consume(ConsumeContext<SendMessage> context)
    {
        try
        {
            await service.SendAsync(context.Message);
        }
        finally
        {
            work.Commands.Give();
        }
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
