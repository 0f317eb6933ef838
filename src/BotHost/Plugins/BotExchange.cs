using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Pipeline.Bots;
using BotPlatform.BotHost.Pipeline.Bots.Settings;
using BotPlatform.BotHost.Plugins.Loading;
using BotPlatform.BotSdk.Dispatching;

namespace BotPlatform.BotHost.Plugins;

/// <summary>
/// Puts the bots of a version into the place of those before them. A bot that stays gets the events that come from then on in its new
/// version, and finishes in the old one what it has begun there; its queue knows nothing of it.
/// </summary>
internal sealed partial class BotExchange(
    BotCatalog catalog, BotCalls calls, BotSettings settings, IBotQueues queues, ILogger<BotExchange> logger)
{
    /// <summary>Makes the exchange while no queue is worked on yet.</summary>
    /// <exception cref="BotSdk.BotDefinitionException">The bots do not fit to those of the host; nothing has changed.</exception>
    public void Begin(PluginVersion next)
    {
        catalog.Check([], next.Bots);
        settings.Bring(next.BotNames, next.Settings);
        catalog.Replace([], next.Bots);
    }

    /// <summary>Makes the exchange while events flow.</summary>
    /// <param name="old">What runs; null when nothing does.</param>
    /// <param name="next">What shall run; null for nothing.</param>
    /// <param name="cancellationToken">Gives up waiting for a broker that is away; nothing has changed then.</param>
    /// <exception cref="BotSdk.BotDefinitionException">The bots do not fit to those of the host; nothing has changed.</exception>
    public async Task MakeAsync(PluginVersion? old, PluginVersion? next, CancellationToken cancellationToken)
    {
        var (removed, added) = (old?.BotNames ?? [], next?.BotNames ?? []);
        var (leaving, coming) = (removed.Except(added).ToList(), added.Except(removed).ToList());
        catalog.Check(removed, next?.Bots ?? []);
        await queues.Prepared.WaitAsync(cancellationToken);
        foreach (var bot in coming)
        {
            await queues.AnnounceAsync(bot, cancellationToken);
        }

        foreach (var bot in leaving)
        {
            await queues.StopAsync(bot); // from here on nobody may give up halfway
        }

        settings.Bring(leaving, new Dictionary<string, string?>());
        settings.Bring(added, next?.Settings ?? new Dictionary<string, string?>());
        catalog.Replace(removed, next?.Bots ?? []);
        foreach (var bot in leaving)
        {
            await queues.CloseAsync(bot);
            LogLeft(bot);
        }

        foreach (var bot in coming)
        {
            await queues.OpenAsync(bot);
        }
    }

    /// <summary>Lets go of a version that was replaced, when what it has begun is finished. Does not throw.</summary>
    public async Task RetireAsync(string name, PluginVersion old)
    {
        await Task.WhenAll(old.Bots.Select(calls.WhenIdleAsync));
        await EndAsync(name, old);
        LogRetired(name, old.Number);
    }

    /// <summary>Lets go of a version in which nothing is called any more. Does not throw.</summary>
    public async Task EndAsync(string name, PluginVersion old)
    {
        try
        {
            await old.DisposeAsync();
        }
        catch (Exception error)
        {
            LogNotInPeace(name, old.Number, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "The bot {Bot} is gone with its plug-in. What waits in its queue is kept until it is back, or somebody deletes it.")]
    private partial void LogLeft(string bot);

    [LoggerMessage(LogLevel.Information, "Plug-in {Name}: version {Version} has finished what it had begun, and is unloaded.")]
    private partial void LogRetired(string name, string version);

    [LoggerMessage(LogLevel.Warning, "Plug-in {Name}: version {Version} is unloaded, but does not end in peace: {Problem}")]
    private partial void LogNotInPeace(string name, string version, string problem);
}
