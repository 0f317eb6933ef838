using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline.Bots;

/// <summary>Takes a bot's events of one lane off the bus.</summary>
internal sealed class BotConsumer(string bot, QueueLane lane, IEventHandOff events, BotRunner runner) : IConsumer<IAccountEvent>
{
    public async Task Consume(ConsumeContext<IAccountEvent> context)
    {
        var delivery = events.DeliveryOf(context, context.Message, lane);
        if (!await delivery.IsRepeatedAsync())
        {
            await runner.RunAsync(bot, delivery);
        }
    }
}
