using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>
/// Takes down what the broker gives, and returns at once: as long as a consumer works on a message, the client library can neither close its
/// channel nor read anything else of the connection. How many there are is bounded by the prefetch count of the channel.
/// </summary>
internal sealed class LaneReader(IChannel channel) : AsyncDefaultBasicConsumer(channel)
{
    private readonly Channel<LaneMessage> _messages = System.Threading.Channels.Channel.CreateUnbounded<LaneMessage>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    /// <summary>What has come, in the order of the queue; it ends with an <see cref="IOException"/> when no more can come.</summary>
    public ChannelReader<LaneMessage> Messages => _messages.Reader;

    public override Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        // The memory of the body is used again.
        _messages.Writer.TryWrite(new LaneMessage(deliveryTag, routingKey, new BasicProperties(properties), body.ToArray()));
        return Task.CompletedTask;
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _messages.Writer.TryComplete(new IOException(reason.ReplyText));
        return base.HandleChannelShutdownAsync(channel, reason);
    }

    protected override Task OnCancelAsync(string[] consumerTags, CancellationToken cancellationToken = default)
    {
        _messages.Writer.TryComplete(new IOException("The broker has taken the queue away."));
        return base.OnCancelAsync(consumerTags, cancellationToken);
    }
}
