using System.Net.Security;
using BotPlatform.BotHost.Hosting;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>
/// Makes sure, before anything is published, that every queue is there and bound to what it gets, whichever host will work on it. What is
/// declared here is what the bus declares too, but only when a host begins to work on a queue.
/// </summary>
internal sealed class BrokerStart(BrokerQueues queues, IOptions<RabbitMqOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    private static readonly Dictionary<string, object?> OneConsumer = new() { ["x-single-active-consumer"] = true };

    /// <exception cref="StartupException">The broker cannot be used; the message says why.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(options.Value.Uri);
        var place = $"The broker {address.Host}:{(address.IsDefaultPort ? "" : address.Port)}{address.AbsolutePath}";
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                await DeclareAsync(address, cancellationToken);
                return;
            }
            catch (BrokerUnreachableException error) when (error.InnerException is AuthenticationFailureException)
            {
                throw new StartupException($"{place} refuses the user and password of Bus:RabbitMq:Uri.");
            }
            catch (BrokerUnreachableException error) when (time.GetElapsedTime(since) >= options.Value.StartTimeout)
            {
                throw new StartupException($"{place} cannot be reached: {error.GetBaseException().Message}");
            }
            catch (BrokerUnreachableException)
            {
                await Task.Delay(Delay, time, cancellationToken);
            }
            catch (OperationInterruptedException error)
            {
                throw new StartupException($"{place} does not let the host declare its queues: {error.ShutdownReason?.ReplyText}");
            }
        }
    }

    private async Task DeclareAsync(Uri address, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = address, ClientProvidedName = "botplatform start" };
        factory.Ssl.AcceptablePolicyErrors = SslPolicyErrors.None; // by default it takes a certificate of another name
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var queue in queues.All)
        {
            await channel.ExchangeDeclareAsync(queue.Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
            await channel.ExchangeDeclareAsync(queue.Name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync(
                queue.Name, durable: true, exclusive: false, autoDelete: false, OneConsumer, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue.Name, queue.Name, "", cancellationToken: cancellationToken);
            await channel.ExchangeBindAsync(queue.Name, queue.Exchange, queue.Key, cancellationToken: cancellationToken);
        }
    }
}
