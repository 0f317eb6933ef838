using System.Text.Json;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using MassTransit;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Bus.RabbitMq.Requests;

/// <summary>Reaches the holders of accounts over the broker, which tells at once when there is none.</summary>
internal sealed partial class BrokeredHosts(
    IBusControl bus, IServiceProvider services, IOptions<RabbitMqOptions> rabbit, ILogger<BrokeredHosts> logger) : IOtherHosts
{
    private const int AtOnce = 16;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    private static readonly Uri Address = new($"exchange:{RabbitMqTopology.Requests}?type=direct");

    private readonly Lazy<IClientFactory> _clients = new(() => bus.CreateClientFactory());

    public async Task<TAnswer> AskAsync<TAnswer>(
        IAccountRequest<TAnswer> request, TimeSpan limit, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var name = request.GetType().Name;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit); // while the broker is away, the library's own limit has not begun
        try
        {
            var question = new AccountQuestion(name, MessageFormat.WritePart(request));
            var client = _clients.Value.CreateRequestClient<AccountQuestion>(Address, limit);
            var response = await client
                .GetResponse<AccountReply>(question, ask => ask.UseExecute(context => Lead(context, request.Account)), patience.Token)
                .WaitAsync(patience.Token);
            return response.Message.Answer is { } answer
                ? (TAnswer)MessageFormat.ReadPart(answer, typeof(TAnswer))
                : throw new RequestFailedException(
                    response.Message.Problem ?? $"{name}: it failed.", response.Message.Reason ?? RequestFailedException.NotConnected);
        }
        catch (Exception error) when (error is RequestTimeoutException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw RequestFailures.TimedOut(name, limit, error);
        }
        catch (Exception error) when (error is RequestException or JsonException)
        {
            throw RequestFailures.NotHeld(name, request.Account, error);
        }
    }

    public async Task TellAsync(IChatCommand command, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(rabbit.Value.PublishTimeout);
        try
        {
            var endpoint = await bus.GetSendEndpoint(Address).WaitAsync(patience.Token);
            await endpoint.Send(
                command,
                command.GetType(),
                Pipe.Execute<SendContext>(context => Lead(context, command.Account)),
                patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception error)
        {
            LogLost(command.GetType().Name, command.Dialog.Id, error.Message);
        }
    }

    public IAsyncDisposable AnswerFor(AccountRef account) => new Answering(bus.ConnectReceiveEndpoint(
        RabbitMqTopology.RequestQueueOf(account),
        configurator =>
        {
            var endpoint = (IRabbitMqReceiveEndpointConfigurator)configurator;
            endpoint.ConfigureConsumeTopology = false;
            endpoint.ConcurrentMessageLimit = AtOnce;
            endpoint.Durable = false;
            endpoint.AutoDelete = true;
            endpoint.PublishFaults = false;
            endpoint.DiscardFaultedMessages();
            endpoint.DiscardSkippedMessages();
            endpoint.Bind(RabbitMqTopology.Requests, binding =>
            {
                binding.ExchangeType = ExchangeType.Direct;
                binding.RoutingKey = RabbitMqTopology.KeyOf(account);
            });
            endpoint.Consume(() => ActivatorUtilities.CreateInstance<HolderConsumer>(services));
        }));

    private static void Lead(SendContext context, AccountRef account)
    {
        context.SetRoutingKey(RabbitMqTopology.KeyOf(account));
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
        {
            rabbit.Mandatory = true; // told at once when nobody is there
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Kind} for dialog {Dialog} was lost: {Problem}")]
    private partial void LogLost(string kind, string dialog, string problem);

    private sealed class Answering(HostReceiveEndpointHandle handle) : IAsyncDisposable
    {
        // While the broker is away there is nothing to say goodbye to.
        public async ValueTask DisposeAsync() =>
            await handle.StopAsync().WaitAsync(StopLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
