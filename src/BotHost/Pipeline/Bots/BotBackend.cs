using BotPlatform.BotHost.Bus.Announcements;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Bots.Settings;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.BotSdk.State;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Pipeline.Bots;

/// <summary>What bots have done at once.</summary>
internal sealed class BotBackend(
    AccountConnections accounts,
    BestEffort commands,
    RequestService requests,
    BotStates states,
    BotSchedules schedules,
    BotSettings settings,
    AnnouncingBots announcing,
    AnnouncementClient announcements) : IBotBackend
{
    public IStateBackend State => states;

    public IReadOnlyDictionary<string, string?> SettingsOf(string bot, AccountRef account, DialogRef? dialog) =>
        settings.Of(bot, account, dialog);

    public bool Offers(AccountRef account, Type contract) =>
        accounts.TryFind(account, out var connection) && Abilities.AreOffered(connection.AnyConnector, contract);

    public IFiles? FindFiles(AccountRef account) =>
        accounts.TryFind(account, out var connection) && connection.AnyConnector.Find<IStoresFiles>() is { } store
            ? new AccountFiles(store)
            : null;

    public Task<IReadOnlyList<ScheduledItem>> FindScheduledAsync(
        string bot, AccountRef account, DialogRef dialog, CancellationToken cancellationToken) =>
        schedules.FindAsync(bot, account, dialog, cancellationToken);

    public bool MayAnnounce(string bot, AccountRef account) => announcing.May(bot, account);

    public Task<TAnswer> AskAsync<TAnswer>(IAnnouncementRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class =>
        request.By is { Way: RequestWay.Chat, Bot: { } bot, Account: { } account } && announcing.May(bot, account)
            ? announcements.AskAsync(request, cancellationToken)
            : throw new RequestFailedException(
                $"The bot '{request.By.Bot}' may not announce: Announcements:Bots does not name it.", AnnouncementRefusals.Forbidden);

    public Task SendAtOnceAsync(IChatCommand command, CancellationToken cancellationToken) =>
        commands.SendAsync(command, cancellationToken);

    public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class =>
        requests.AskAsync(request, cancellationToken);
}
