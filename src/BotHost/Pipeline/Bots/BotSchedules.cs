using System.Text.Json;
using BotPlatform.BotHost.HandOff.Due;
using BotPlatform.BotHost.Storage.Due;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Bots;

/// <summary>What bots read of what they have put off. While the database is away they wait, as long as a handler may take.</summary>
internal sealed partial class BotSchedules(DueStore store, TimeProvider time, ILogger<BotSchedules> logger)
{
    private const int Limit = 100;

    private readonly Outage _outage = new("What bots have put off", "be looked up", time, logger);

    /// <summary>The next hundred, in the order in which it is due.</summary>
    public async Task<IReadOnlyList<ScheduledItem>> FindAsync(
        string bot, AccountRef account, DialogRef dialog, CancellationToken cancellationToken)
    {
        var found = await _outage.OutlastAsync(
            token => store.ListAsync(bot, DueItems.OwnerOf(account, dialog), Limit, token), cancellationToken);
        return [.. found.Select(record => TryRead(bot, record)).OfType<ScheduledItem>()];
    }

    private ScheduledItem? TryRead(string bot, DueRecord record)
    {
        try
        {
            return DueItems.Read(record);
        }
        catch (JsonException error)
        {
            LogUnreadable(bot, record.Kind, error.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Bot {Bot} has put off a {Kind} that this program cannot read: {Problem}")]
    private partial void LogUnreadable(string bot, string kind, string problem);
}
