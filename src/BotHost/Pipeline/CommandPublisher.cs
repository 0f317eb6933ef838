using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Puts commands that are not worth keeping on the bus, for the send service.</summary>
internal sealed class CommandPublisher(LaneCarrier carrier, WorkInFlight work)
{
    /// <summary>Waits until the send service keeps up.</summary>
    public async Task PublishAsync(IChatCommand command, CancellationToken cancellationToken)
    {
        await work.Commands.WaitAsync(cancellationToken);
        try
        {
            await carrier.CarryAsync(QueueNames.Send, command); // not to be cancelled half way, for the place's sake
        }
        catch
        {
            work.Commands.Release();
            throw;
        }
    }
}
