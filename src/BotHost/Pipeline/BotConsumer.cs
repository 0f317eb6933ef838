using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Takes a bot's events of one lane off the bus.</summary>
internal sealed class BotConsumer<TEvent>(BotDispatcher bot, QueueLane lane, IEventHandOff events, BotRunner runner) : IConsumer<TEvent>
    where TEvent : class, IAccountEvent
{
    public Task Consume(ConsumeContext<TEvent> context) =>
        runner.RunAsync(bot, events.DeliveryOf(context, context.Message, lane));
}
