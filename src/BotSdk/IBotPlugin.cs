using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotSdk;

/// <summary>
/// What a folder of a host's <c>bots/</c> brings: the one public class of its assembly that implements this, made without arguments. It is
/// made again each time the folder changes, beside the one that was there before.
/// </summary>
public interface IBotPlugin
{
    /// <summary>Adds the bots, with <c>AddBot</c>, and what they need.</summary>
    /// <param name="services">
    /// The plug-in's own. From the host they hold loggers, the clock (<see cref="TimeProvider"/>) and the <see cref="IBotCatalog"/>.
    /// </param>
    void Register(IServiceCollection services);
}
