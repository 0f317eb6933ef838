using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Storage;

namespace BotPlatform.BotHost.Hosting;

/// <summary>Whether this host is the only one on its database.</summary>
/// <param name="IsShared">Several hosts may use the database, and share the accounts.</param>
internal sealed record Deployment(bool IsShared)
{
    /// <summary>Shared where both what carries the events and what keeps them are servers.</summary>
    public static Deployment Of(BusOptions bus, StorageOptions storage) =>
        new(bus.IsRabbitMq && storage.IsPostgres);
}
