using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Storage;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Hosting;

/// <summary>Whether this host is the only one on its database.</summary>
internal sealed class Deployment(IOptions<BusOptions> bus, IOptions<StorageOptions> storage)
{
    /// <summary>Several hosts may use the database: what carries the events and what keeps them are both servers.</summary>
    public bool IsShared => bus.Value.Transport.Equals("RabbitMq", StringComparison.OrdinalIgnoreCase) && storage.Value.IsPostgres;
}
