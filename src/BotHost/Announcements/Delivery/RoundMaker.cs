using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>Makes what an account's announcements are sent with.</summary>
internal sealed class RoundMaker(
    IAnnouncementStore store,
    IAnnouncementWriter writer,
    CommandQueues commands,
    AccountConnections accounts,
    IQuietTimes quiet,
    TimeProvider time,
    ILogger<Rounds> logger)
{
    public Rounds For(AccountRef account, AccountDesk desk) =>
        new(accounts[account], desk, store, new Launcher(store, writer, commands, desk, time, logger), quiet, time, logger);
}
