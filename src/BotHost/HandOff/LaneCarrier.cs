using System.Collections.Concurrent;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff.Feeds;
using BotPlatform.Contracts.Chat;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.HandOff;

/// <summary>Puts events that a durable queue keeps on the in-memory bus, into the lane of their dialog.</summary>
internal sealed class LaneCarrier(IBus bus, IOptions<BusOptions> options)
{
    private readonly ConcurrentDictionary<(string Queue, int Lane), Task<ISendEndpoint>> _endpoints = new();

    /// <summary>Takes an event to the bot whose queue it was in.</summary>
    public async Task CarryAsync(FedItem item)
    {
        var key = (item.Feed.Queue, Lanes.Of((IAccountEvent)item.Message, options.Value.Lanes));
        try
        {
            var endpoint = await _endpoints.GetOrAdd(
                key, one => bus.GetSendEndpoint(new Uri($"queue:{QueueNames.LaneOf(one.Queue, one.Lane)}")));
            await endpoint.Send(
                item.Message,
                item.Message.GetType(),
                Pipe.Execute<SendContext>(context => ItemHeader.Write(context, item.Number)),
                CancellationToken.None);
        }
        catch
        {
            _endpoints.TryRemove(key, out _); // it may be the one that failed
            throw;
        }
    }
}
