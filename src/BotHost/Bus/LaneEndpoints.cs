using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Pipeline.Bots;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus;

/// <summary>
/// The lanes of the bots on the in-memory bus. Those of a bot that leaves stay for when it comes back: nothing is put into them.
/// </summary>
internal sealed class LaneEndpoints(IBus bus, IServiceProvider services, IOptions<BusOptions> options)
{
    private readonly HashSet<string> _bots = new(StringComparer.Ordinal);

    /// <summary>Sees to it that a bot has its lanes. Called for one bot after the other.</summary>
    public async Task EnsureAsync(string bot)
    {
        if (!_bots.Add(bot))
        {
            return;
        }

        await Task.WhenAll(Enumerable.Range(0, options.Value.Lanes).Select(number => Connect(bot, number).Ready));
    }

    private HostReceiveEndpointHandle Connect(string bot, int number)
    {
        var lane = new QueueLane(QueueNames.OfBot(bot), number);
        return bus.ConnectReceiveEndpoint(QueueNames.LaneOf(lane.Queue, number), endpoint =>
        {
            endpoint.UseOneByOne();

            // Consumers do not throw. If one did, its message would stay in an error queue in memory for ever.
            endpoint.DiscardFaultedMessages();
            endpoint.Consume(() => new BotConsumer(
                bot, lane, services.GetRequiredService<IEventHandOff>(), services.GetRequiredService<BotRunner>()));
        });
    }
}
