using BotPlatform.BotHost.HandOff;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>Takes the commands of other programs off the bus.</summary>
internal sealed class CommandConsumer(CommandQueues commands, IBotBackend backend) : IConsumer<IChatCommand>
{
    public Task Consume(ConsumeContext<IChatCommand> context) => context.Message is IReliableCommand reliable
        ? commands.AcceptAsync(reliable)
        : backend.SendAtOnceAsync(context.Message, context.CancellationToken);
}
