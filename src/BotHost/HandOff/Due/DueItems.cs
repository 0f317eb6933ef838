using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Due;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotHost.HandOff.Due;

/// <summary>What bots have put off, as it is kept.</summary>
internal static class DueItems
{
    /// <summary>Under what a bot finds again what it has put off in a dialog.</summary>
    public static string OwnerOf(AccountRef account, DialogRef dialog) => $"{AccountName.Of(account)} {dialog.Id}";

    /// <exception cref="ArgumentException">It cannot be written.</exception>
    public static DueItem Of(ScheduledItem item, string queue, AccountRef account, DialogRef dialog)
    {
        var message = (object?)item.Command ?? item.Timer!;
        return new DueItem(
            OwnerOf(account, dialog), item.DueAt, queue, MessageFormat.KindOf(message), MessageFormat.Write(message));
    }

    /// <exception cref="System.Text.Json.JsonException">It is of a version that this program does not know.</exception>
    public static ScheduledItem Read(DueRecord record)
    {
        var message = MessageFormat.Read(record.Kind, record.Body);
        return new ScheduledItem { DueAt = record.DueAt, Command = message as IReliableCommand, Timer = message as TimerFired };
    }
}
