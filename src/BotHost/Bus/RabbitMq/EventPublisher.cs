using BotPlatform.Contracts.Chat;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>Publishes events: each once, for the bots that want it and for other programs.</summary>
internal sealed class EventPublisher(IBus bus, EventRoutes routes, IOptions<BusOptions> options, IOptions<RabbitMqOptions> rabbit)
{
    private static readonly Uri Address = new($"exchange:{RabbitMqTopology.Events}?type=topic");

    private Task<ISendEndpoint>? _endpoint;

    /// <summary>Returns when the broker has confirmed that it keeps the event in every queue that it belongs into.</summary>
    /// <exception cref="OperationCanceledException">It did not within the time for an attempt, or the token fired.</exception>
    /// <exception cref="Exception">The connection to the broker broke: publish it again.</exception>
    public Task PublishAsync(IAccountEvent @event, CancellationToken cancellationToken)
    {
        var bots = routes.RecipientsOf(@event).Select(bot => KeyOf(bot, @event)).ToArray();
        return PublishAsync(
            @event,
            context =>
            {
                context.SetRoutingKey(RabbitMqTopology.KeyOf(@event));
                if (bots.Length > 0)
                {
                    context.Headers.Set(RabbitMqTopology.FurtherKeys, bots, overwrite: true);
                }
            },
            cancellationToken);
    }

    /// <summary>Publishes an event again, for one bot only. Otherwise the same.</summary>
    public Task PublishAsync(
        IAccountEvent @event, string bot, Action<SendContext> writeHeaders, CancellationToken cancellationToken) => PublishAsync(
        @event,
        context =>
        {
            context.SetRoutingKey(KeyOf(bot, @event));
            writeHeaders(context);
        },
        cancellationToken);

    private string KeyOf(string bot, IAccountEvent @event) => RabbitMqTopology.KeyOf(bot, Lanes.Of(@event, options.Value.Lanes));

    private async Task PublishAsync(IAccountEvent @event, Action<SendContext> prepare, CancellationToken cancellationToken)
    {
        // Without a limit the library would wait until the broker is back, however long that takes, and tell nobody.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(rabbit.Value.PublishTimeout);
        try
        {
            var endpoint = await (_endpoint ??= bus.GetSendEndpoint(Address)).WaitAsync(patience.Token);

            // A confirm that died with its connection would be waited for in spite of the token.
            await endpoint.Send(@event, @event.GetType(), Pipe.Execute(prepare), patience.Token).WaitAsync(patience.Token);
        }
        catch
        {
            _endpoint = null; // it may be what failed
            throw;
        }
    }
}
