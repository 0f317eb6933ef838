using RabbitMQ.Client;

namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>Where messages go that nobody here can read, so that those behind them are not kept waiting (docs/topology.md).</summary>
internal static class ErrorQueue
{
    private const string Message = "MT-Fault-Message";
    private const string ExceptionType = "MT-Fault-ExceptionType";

    /// <summary>Its name.</summary>
    public static string Of(string queue) => $"{queue}_error";

    /// <summary>Returns when the broker keeps it there.</summary>
    public static async Task PutAsync(
        IChannel channel, string queue, LaneMessage message, Exception error, CancellationToken cancellationToken)
    {
        await channel.QueueDeclareAsync(Of(queue), durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        var properties = new BasicProperties(message.Properties)
        {
            Persistent = true,
            Headers = new Dictionary<string, object?>(message.Properties.Headers ?? new Dictionary<string, object?>())
            {
                [Message] = error.GetBaseException().Message,
                [ExceptionType] = error.GetBaseException().GetType().FullName,
            },
        };
        await channel.BasicPublishAsync(
            exchange: "", Of(queue), mandatory: true, properties, message.Body, cancellationToken);
    }
}
