using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Chaos.Hosting;

/// <summary>Puts something around services that are registered already.</summary>
internal static class Decoration
{
    /// <summary>Each service of this type is from now on what is made of it.</summary>
    public static IServiceCollection Decorate<T>(this IServiceCollection services, Func<IServiceProvider, T, T> decorate)
        where T : class
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i] is { IsKeyedService: false } service && service.ServiceType == typeof(T))
            {
                services[i] = new ServiceDescriptor(
                    typeof(T), provider => decorate(provider, (T)Make(provider, service)), service.Lifetime);
            }
        }

        return services;
    }

    private static object Make(IServiceProvider provider, ServiceDescriptor service) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
