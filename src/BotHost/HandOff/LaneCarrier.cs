using System.Collections.Concurrent;
using BotPlatform.BotHost.Bus;
using BotPlatform.Contracts.Chat;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.HandOff;

/// <summary>Puts events and commands on the bus, into the lane of their dialog.</summary>
internal sealed class LaneCarrier(IBus bus, IOptions<BusOptions> options)
{
    private readonly ConcurrentDictionary<(string Queue, int Lane), Task<ISendEndpoint>> _endpoints = new();

    /// <summary>Something that nobody keeps.</summary>
    public Task CarryAsync(string queue, object message) => CarryAsync(queue, message, Pipe.Empty<SendContext>());

    /// <summary>Something that a durable queue keeps.</summary>
    public Task CarryAsync(string queue, FedItem item) => CarryAsync(
        queue, item.Message, Pipe.Execute<SendContext>(context => ItemHeader.Write(context, item.Number)));

    private async Task CarryAsync(string queue, object message, IPipe<SendContext> pipe)
    {
        var key = (queue, LaneOf(message));
        try
        {
            var endpoint = await _endpoints.GetOrAdd(
                key, one => bus.GetSendEndpoint(new Uri($"queue:{QueueNames.LaneOf(one.Queue, one.Lane)}")));
            await endpoint.Send(message, message.GetType(), pipe, CancellationToken.None);
        }
        catch
        {
            _endpoints.TryRemove(key, out _); // it may be the one that failed
            throw;
        }
    }

    private int LaneOf(object message) => message is IAccountEvent happened
        ? Lanes.Of(happened, options.Value.Lanes)
        : Lanes.Of(((IChatCommand)message).Dialog, options.Value.Lanes);
}
