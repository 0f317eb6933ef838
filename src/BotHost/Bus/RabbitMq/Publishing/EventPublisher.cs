using System.Net.Mime;
using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.Bus.Serialization;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Bus.RabbitMq.Publishing;

/// <summary>Publishes events, in the order of the calls: each once, for the bots that want it and for other programs.</summary>
internal sealed class EventPublisher : IAsyncDisposable
{
    private readonly EventRoutes _routes;
    private readonly int _lanes;
    private readonly BrokerConnection _connection;
    private readonly OrderedPublisher _publisher;

    public EventPublisher(
        EventRoutes routes,
        BrokerQueues queues,
        IOptions<BusOptions> options,
        IOptions<RabbitMqOptions> rabbit,
        TimeProvider time,
        ILogger<EventPublisher> logger)
    {
        (_routes, _lanes) = (routes, options.Value.Lanes);
        _connection = new BrokerConnection(rabbit.Value, "publishing");
        _publisher = new OrderedPublisher(_connection, RabbitMqTopology.Events, queues.DeclareAsync, rabbit.Value.PublishTimeout, time, logger);
    }

    /// <summary>Why nothing is published; null while all is well.</summary>
    public string? Problem => _publisher.Problem;

    /// <summary>Publishes until the token fires.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _publisher.RunAsync(cancellationToken);

    /// <returns>
    /// Completes when the broker has confirmed that it keeps the event in every queue that it belongs into; is cancelled when the host gives up.
    /// </returns>
    public Task PublishAsync(IAccountEvent @event)
    {
        var headers = new Dictionary<string, object?>(2);
        var bots = _routes.RecipientsOf(@event);
        if (bots.Count > 0)
        {
            headers[RabbitMqTopology.FurtherKeys] = bots.Select(bot => (object)KeyOf(bot, @event)).ToList();
        }

        return SendAsync(@event, RabbitMqTopology.KeyOf(@event), headers);
    }

    /// <summary>Publishes an event again, for one bot only. Otherwise the same.</summary>
    public Task PublishAsync(IAccountEvent @event, string bot, Dictionary<string, object?> headers) =>
        SendAsync(@event, KeyOf(bot, @event), headers);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private string KeyOf(string bot, IAccountEvent @event) => RabbitMqTopology.KeyOf(bot, Lanes.Of(@event, _lanes));

    private Task SendAsync(IAccountEvent @event, string key, Dictionary<string, object?> headers)
    {
        headers[ContractSerializer.KindHeader] = MessageFormat.KindOf(@event);
        var properties = new BasicProperties
        {
            ContentType = MediaTypeNames.Application.Json,
            Persistent = true,
            Headers = headers,
        };
        return _publisher.PublishAsync(new PublishedMessage(key, properties, MessageFormat.Write(@event)));
    }
}
