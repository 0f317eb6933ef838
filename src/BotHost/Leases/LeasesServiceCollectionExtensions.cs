using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Leases;

/// <summary>Registers what decides which host has what.</summary>
internal static class LeasesServiceCollectionExtensions
{
    public static IServiceCollection AddLeases(this IServiceCollection services)
    {
        services.AddSection<LeaseOptions>("Leases");
        return services
            .AddSingleton<IValidateOptions<LeaseOptions>, LeaseOptionsValidator>()
            .AddSingleton(HostIdentity.OfThisProcess())
            .AddSingleton(provider => Deployment.Of(
                provider.GetRequiredService<IOptions<BusOptions>>().Value, provider.GetRequiredService<IOptions<StorageOptions>>().Value))
            .AddSingleton<ILeaseStore, LeaseStore>()
            .AddKeyedSingleton(LeaseGroups.Accounts, Make)
            .AddKeyedSingleton(LeaseGroups.Lanes, Make);
    }

    private static ILeases Make(IServiceProvider provider, object? group) => provider.GetRequiredService<Deployment>().IsShared
        ? ActivatorUtilities.CreateInstance<LeaseKeeper>(provider)
        : ActivatorUtilities.CreateInstance<SoleHolder>(provider);
}
