using BotPlatform.BotSdk.Activity;
using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing;

/// <summary>People who have been away for long, and who are back.</summary>
public static class ActivityTestExtensions
{
    /// <summary>Somebody has been away for a time that a bot asks for: <c>await bot.BecomesInactive(TimeSpan.FromDays(3)).From("alice");</c></summary>
    /// <param name="bot">The bots.</param>
    /// <param name="after">One of the times that bots ask for.</param>
    /// <exception cref="BotTestException">No bot asks for that.</exception>
    public static Incoming<UserBecameInactive> BecomesInactive(this BotTest bot, TimeSpan after)
    {
        ArgumentNullException.ThrowIfNull(bot);
        var watches = WatchesOf(bot, after);
        return bot.Begin(frame => new UserBecameInactive
        {
            Origin = frame.Origin,
            Dialog = frame.User.Dialog,
            User = frame.User.User,
            After = after,
            LastActiveAt = frame.Origin.OccurredAt - after,
            Watches = NamesOf(watches, frame.User.User),
        });
    }

    /// <summary>Somebody is back who has been away for a time that a bot asks for.</summary>
    /// <inheritdoc cref="BecomesInactive"/>
    public static Incoming<UserBecameActive> BecomesActive(this BotTest bot, TimeSpan after)
    {
        ArgumentNullException.ThrowIfNull(bot);
        var watches = WatchesOf(bot, after);
        return bot.Begin(frame => new UserBecameActive
        {
            Origin = frame.Origin,
            Dialog = frame.User.Dialog,
            User = frame.User.User,
            IsOnline = true,
            LastActiveAt = frame.Origin.OccurredAt,
            InactiveSince = frame.Origin.OccurredAt - after,
            Watches = NamesOf(watches, frame.User.User),
        });
    }

    private static List<ActivityWatch> WatchesOf(BotTest bot, TimeSpan after)
    {
        var all = bot.Watches;
        var asked = all.Where(watch => watch.After == after).ToList();
        return asked.Count > 0 ? asked : throw new BotTestException(all.Count == 0
            ? "No bot asks who has been away: bot.OnInactive(after, …)."
            : $"No bot asks who has been away for {after:c}, but for {string.Join(", ", all.Select(watch => $"{watch.After:c}").Distinct())}.");
    }

    // Somebody whom a bot does not name is not told of to that bot.
    private static string[] NamesOf(List<ActivityWatch> watches, UserRef user) =>
        [.. watches.Where(watch => watch.Of.Users?.Contains(user) is not false).Select(watch => watch.Name).Distinct(StringComparer.Ordinal)];
}
