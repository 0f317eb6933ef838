using System.Net.Security;
using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.Hosting;
using Microsoft.Extensions.Options;
using RabbitMQ.Client.Exceptions;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>
/// Makes sure, before anything is published, that every queue is there and bound to what it gets, whichever host will work on it.
/// </summary>
internal sealed class BrokerStart(BrokerQueues queues, IOptions<RabbitMqOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    private SslPolicyErrors _certificate;

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
                await DeclareAsync(cancellationToken);
                return;
            }
            catch (BrokerUnreachableException error) when (error.InnerException is AuthenticationFailureException)
            {
                throw new StartupException($"{place} refuses the user and password of Bus:RabbitMq:Uri.");
            }
            catch (BrokerUnreachableException) when (_certificate != SslPolicyErrors.None)
            {
                throw new StartupException($"{place} shows a certificate that this machine does not accept: {_certificate}.");
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

    private async Task DeclareAsync(CancellationToken cancellationToken)
    {
        var factory = BrokerFactory.Of(options.Value, "botplatform start");
        factory.Ssl.CertificateValidationCallback = (_, _, _, errors) => (_certificate = errors) == SslPolicyErrors.None;
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await queues.DeclareAsync(channel, cancellationToken);
    }
}
