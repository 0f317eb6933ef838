namespace BotPlatform.BotHost.HandOff;

/// <summary>
/// Bots that come and go while the host runs. A bot that is only replaced keeps its queue, and nothing here is asked for.
/// </summary>
internal interface IBotQueues
{
    /// <summary>Completes when the bots that were there at the start have their queues; nothing here is asked for before.</summary>
    Task Prepared { get; }

    /// <summary>A bot is about to come: from now on nothing that it wants can get past it.</summary>
    Task AnnounceAsync(string bot, CancellationToken cancellationToken);

    /// <summary>A bot is in the catalog: it gets what waits for it already, and what comes.</summary>
    Task OpenAsync(string bot);

    /// <summary>A bot is about to leave: it begins nothing more. What waits for it is kept.</summary>
    Task StopAsync(string bot);

    /// <summary>A bot has left the catalog. Returns when what it has begun is finished.</summary>
    Task CloseAsync(string bot);
}
