using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Takes a bot's events off the bus.</summary>
internal sealed class BotConsumer<TEvent>(BotDispatcher bot, BotRunner runner, WorkInFlight work) : IConsumer<TEvent>
    where TEvent : class, IAccountEvent
{
    public async Task Consume(ConsumeContext<TEvent> context)
    {
        try
        {
            await runner.RunAsync(bot, context.Message);
        }
        finally
        {
            work.Events.Give();
        }
    }
}
