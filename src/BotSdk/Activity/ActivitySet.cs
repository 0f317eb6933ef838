using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Activity;

/// <summary>Whose coming and going a bot wants to hear of, while it says so.</summary>
public sealed class ActivitySet
{
    /// <summary>The shortest time that can be asked for: networks tell seconds.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The longest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    private readonly string _bot;
    private readonly List<Rule<UserBecameInactive>> _inactive = [];
    private readonly List<Rule<UserBecameActive>> _active = [];

    internal ActivitySet(string bot) => _bot = bot;

    internal IReadOnlyList<ActivityWatch> Watches =>
        [.. _inactive.Select(rule => rule.Watch).Concat(_active.Select(rule => rule.Watch))];

    internal bool HearsInactive => _inactive.Count > 0;

    internal bool HearsActive => _active.Count > 0;

    /// <summary>Hears of users who have been away for a time; what that means exactly is said at <see cref="UserBecameInactive"/>.</summary>
    /// <param name="after">For how long; from a second to ten years.</param>
    /// <param name="handler">Called once for each absence, with the direct dialog to write in.</param>
    /// <param name="users">Of whom; null for those who have talked to the bot.</param>
    /// <exception cref="BotDefinitionException">The time is none that can be asked for, or nobody is named.</exception>
    public ActivitySet OnInactive(
        TimeSpan after, Func<UserBecameInactive, IBotContext, CancellationToken, Task> handler, WatchedUsers? users = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _inactive.Add(new Rule<UserBecameInactive>(Watch(after, users), handler));
        return this;
    }

    /// <summary>Hears of users who are back after they have been away for a time; see <see cref="UserBecameActive"/>.</summary>
    /// <param name="after">For how long at least they have been away; from a second to ten years.</param>
    /// <param name="handler">Called once for each absence, with the direct dialog to write in.</param>
    /// <param name="users">Of whom; null for those who have talked to the bot.</param>
    /// <exception cref="BotDefinitionException">The time is none that can be asked for, or nobody is named.</exception>
    public ActivitySet OnActive(
        TimeSpan after, Func<UserBecameActive, IBotContext, CancellationToken, Task> handler, WatchedUsers? users = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _active.Add(new Rule<UserBecameActive>(Watch(after, users), handler));
        return this;
    }

    internal Task HandleInactiveAsync(UserBecameInactive gone, IBotContext context, CancellationToken cancellationToken) =>
        HandleAsync(_inactive, gone, gone.User, gone.Watches, context, cancellationToken);

    internal Task HandleActiveAsync(UserBecameActive back, IBotContext context, CancellationToken cancellationToken) =>
        HandleAsync(_active, back, back.User, back.Watches, context, cancellationToken);

    // The event says whose watch it is for: only the host knows who has talked to whom, and who is a member.
    private static async Task HandleAsync<TEvent>(
        List<Rule<TEvent>> rules, TEvent @event, UserRef user, IReadOnlyList<string> watches, IBotContext context, CancellationToken token)
    {
        foreach (var rule in rules.Where(rule => watches.Contains(rule.Watch.Name, StringComparer.Ordinal)
            && rule.Watch.Of.Users?.Contains(user) is not false))
        {
            await rule.Handler(@event, context, token);
        }
    }

    private ActivityWatch Watch(TimeSpan after, WatchedUsers? users)
    {
        if (after < Shortest || after > Longest)
        {
            throw new BotDefinitionException(
                $"The bot '{_bot}' wants to know who has been away for {after:c}: ask for a time between a second and ten years.");
        }

        return users?.Users is { Count: 0 }
            ? throw new BotDefinitionException($"The bot '{_bot}' watches the activity of nobody: name users, or leave them out.")
            : new ActivityWatch(_bot, after, users ?? WatchedUsers.WhoTalked);
    }

    private sealed record Rule<TEvent>(ActivityWatch Watch, Func<TEvent, IBotContext, CancellationToken, Task> Handler);
}
