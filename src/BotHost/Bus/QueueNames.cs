namespace BotPlatform.BotHost.Bus;

/// <summary>What queues are called, in the database and on the bus. Kept for ever: a queue that is renamed loses what is in it.</summary>
internal static class QueueNames
{
    /// <summary>The commands for the send service.</summary>
    public const string Send = "send";

    /// <summary>The events for a bot.</summary>
    public static string OfBot(string bot) => $"bot-{bot}";

    /// <summary>One lane of a queue, as the bus calls it.</summary>
    public static string LaneOf(string queue, int lane) => $"{queue}-{lane}";
}
