using System.Net.Security;
using System.Security.Authentication;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>Sets the connection to the broker up. The bots' queues are read over another one (<see cref="Consuming.BrokerLanes"/>).</summary>
internal static class RabbitMqBus
{
    public static void Configure(IBusRegistrationContext services, IRabbitMqBusFactoryConfigurator bus)
    {
        var options = services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        var address = new Uri(options.Uri);
        bus.Host(address, host =>
        {
            host.Heartbeat(BrokerFactory.Heartbeat);
            if (address.Scheme == "amqps")
            {
                // MassTransit would trust certificates of anybody, and keep to an old TLS.
                host.UseSsl(tls =>
                {
                    tls.Protocol = SslProtocols.None;
                    tls.ServerName = address.Host;
                    tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors);
                    tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateNameMismatch);
                    tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateNotAvailable);
                });
            }
        });
        bus.UseContracts();
    }
}
