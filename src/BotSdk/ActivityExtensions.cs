using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk;

/// <summary>Who is there, and since when. Done at once; refusals are a <see cref="RequestFailedException"/>.</summary>
public static class ActivityExtensions
{
    /// <summary>When a user was last there.</summary>
    public static Task<LastActivity> LastActivityAsync(
        this IBotContext context, UserRef user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(new GetLastActivity { Account = context.Origin.Account, User = user }, cancellationToken);
    }

    /// <summary>Hears <see cref="LastActivityObserved"/> of a user from now on, also after a new login.</summary>
    public static Task WatchAsync(this IBotContext context, UserRef user, CancellationToken cancellationToken) =>
        SetWatchingAsync(context, user, isWatching: true, cancellationToken);

    /// <summary>Hears <see cref="LastActivityObserved"/> of a user no longer.</summary>
    public static Task UnwatchAsync(this IBotContext context, UserRef user, CancellationToken cancellationToken) =>
        SetWatchingAsync(context, user, isWatching: false, cancellationToken);

    /// <summary>
    /// Tells the network whether somebody looks at this account. While nobody does, messages still come, and the network treats
    /// the account as away when it decides about push notifications.
    /// </summary>
    public static Task SetActiveAsync(this IBotContext context, bool isActive, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(
            new SetActivity { Account = context.Origin.Account, IsActive = isActive }, cancellationToken);
    }

    private static Task<Done> SetWatchingAsync(
        IBotContext context, UserRef user, bool isWatching, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(
            new WatchActivity { Account = context.Origin.Account, User = user, IsWatching = isWatching }, cancellationToken);
    }
}
