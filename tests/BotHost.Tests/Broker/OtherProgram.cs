using System.Text;
using System.Threading.Channels;
using BotPlatform.BotHost.Bus;
using BotPlatform.Contracts.Chat;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace BotPlatform.BotHost.Tests.Broker;

/// <summary>What reads all events from a queue of its own, as <c>docs/topology.md</c> says.</summary>
internal sealed class OtherProgram : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly Channel<IAccountEvent> _read = Channel.CreateUnbounded<IAccountEvent>();

    private OtherProgram(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<OtherProgram> StartAsync(Uri broker)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(TestTimeout.Token);
        var channel = await connection.CreateChannelAsync(cancellationToken: TestTimeout.Token);
        var program = new OtherProgram(connection, channel);
        await channel.ExchangeDeclareAsync("botplatform.events", ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync("other", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("other", "botplatform.events", "#");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            var kind = Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers!["Kind"]!);
            program._read.Writer.TryWrite((IAccountEvent)MessageFormat.Read(kind, message.Body.ToArray()));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync("other", autoAck: true, consumer);
        return program;
    }

    /// <summary>The next event of that kind; those of other kinds are passed over.</summary>
    public async Task<TEvent> NextAsync<TEvent>()
        where TEvent : class, IAccountEvent
    {
        while (true)
        {
            if (await _read.Reader.ReadAsync(TestTimeout.Token) is TEvent wanted)
            {
                return wanted;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
