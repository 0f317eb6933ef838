using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Dispatching;

/// <summary>What a host does for a bot at once, while the bot handles an event.</summary>
public interface IBotBackend
{
    /// <summary>Where what bots remember is kept.</summary>
    IStateBackend State { get; }

    /// <summary>How the bot is set, by keys such as <c>Words:0</c>; nothing where hosts have no settings.</summary>
    /// <param name="bot">Which bot.</param>
    /// <param name="account">For which account.</param>
    /// <param name="dialog">In which dialog; null for none.</param>
    IReadOnlyDictionary<string, string?> SettingsOf(string bot, AccountRef account, DialogRef? dialog) =>
        new Dictionary<string, string?>();

    /// <summary>Whether the account's network can do such a thing. A host without such an account offers nothing.</summary>
    /// <param name="account">Which account.</param>
    /// <param name="contract">A kind of request or command.</param>
    bool Offers(AccountRef account, Type contract);

    /// <summary>The files of the account; null when its network has none.</summary>
    IFiles? FindFiles(AccountRef account);

    /// <summary>Whether a bot may announce as an account. Nobody may where hosts do not say so.</summary>
    bool MayAnnounce(string bot, AccountRef account) => false;

    /// <summary>Has a request about announcements answered, for the bot and the account that it names.</summary>
    /// <exception cref="RequestFailedException">There is no answer.</exception>
    Task<TAnswer> AskAsync<TAnswer>(IAnnouncementRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class =>
        throw new RequestFailedException("There are no announcements here.", RequestFailedException.NotSupported);

    /// <summary>The next hundred of what a bot has put off in a dialog, in the order in which it is due.</summary>
    Task<IReadOnlyList<ScheduledItem>> FindScheduledAsync(
        string bot, AccountRef account, DialogRef dialog, CancellationToken cancellationToken);

    /// <summary>Carries out a command that is not worth repeating.</summary>
    Task SendAtOnceAsync(IChatCommand command, CancellationToken cancellationToken);

    /// <summary>Has the request answered.</summary>
    /// <exception cref="RequestFailedException">There is no answer.</exception>
    Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class;
}
