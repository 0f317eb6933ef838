using BotPlatform.BotHost.Storage;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus;

/// <summary>What queues are called, in the database and on the bus. Kept for ever: a queue that is renamed loses what is in it.</summary>
internal static class QueueNames
{
    /// <summary>The commands for the send service; in the database, those of accounts that the host does not have.</summary>
    public const string Send = "send";

    /// <summary>The requests about announcements, on the bus.</summary>
    public const string Announcements = "announcements";

    private const string BotPrefix = "bot-";

    /// <summary>The commands for one account, in the database: an account that is offline keeps no other one waiting.</summary>
    public static string OfAccount(AccountRef account) => $"{Send}-{AccountName.Of(account)}";

    /// <summary>The events for a bot.</summary>
    public static string OfBot(string bot) => $"{BotPrefix}{bot}";

    /// <summary>The bot for which a queue holds events; null when it holds commands.</summary>
    public static string? BotOf(string queue) =>
        queue.StartsWith(BotPrefix, StringComparison.Ordinal) ? queue[BotPrefix.Length..] : null;

    /// <summary>One lane of a queue, as the bus calls it.</summary>
    public static string LaneOf(string queue, int lane) => $"{queue}-{lane}";
}
