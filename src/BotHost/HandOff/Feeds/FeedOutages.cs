using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.HandOff.Feeds;

/// <summary>What all feeds of a host have in common when something is away.</summary>
/// <param name="Reading">The database.</param>
/// <param name="Delivering">Where items go.</param>
internal sealed record FeedOutages(Outage Reading, Outage Delivering)
{
    public static FeedOutages Of(TimeProvider time, ILogger logger) => new(
        new Outage("The queues of the database", "be read", time, logger),
        new Outage("Items of the queues", "be put on the bus", time, logger));
}
