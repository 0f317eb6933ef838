using System.Net.Security;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>Makes connections of our own to the broker, besides those of the bus.</summary>
internal static class BrokerFactory
{
    /// <summary>How often both sides show that they are there; a line without a sign of life for twice as long is dead.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <param name="options">Where the broker is.</param>
    /// <param name="name">What the connection is called in the broker's own tools.</param>
    public static ConnectionFactory Of(RabbitMqOptions options, string name)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(options.Uri),
            ClientProvidedName = name,
            AutomaticRecoveryEnabled = false, // it would hide the break, after which messages come again
            RequestedHeartbeat = Heartbeat,
        };
        factory.Ssl.AcceptablePolicyErrors = SslPolicyErrors.None; // by default it takes a certificate of another name
        return factory;
    }
}
