using BotPlatform.BotHost.Storage.Queues;

namespace BotPlatform.BotHost.Storage.Activity;

/// <summary>How watched users are written.</summary>
internal static class WatchedUserRows
{
    /// <summary>The longest id that an index bears; a longer one is no user's.</summary>
    public const int LongestId = 1000;

    private const string AddSql = """
        INSERT INTO watched_users (account, user_id, dialog, is_online, next_look, failures, told) VALUES ($1, $2, $3, 0, $4, 0, '')
        ON CONFLICT (account, user_id) DO UPDATE SET dialog = COALESCE(excluded.dialog, watched_users.dialog)
        RETURNING 1
        """;

    private const string AddSourceSql = """
        INSERT INTO watched_as (account, user_id, source, confirmed_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (account, user_id, source) DO UPDATE SET confirmed_at = excluded.confirmed_at
        RETURNING 1
        """;

    private const string SaveSql = """
        UPDATE watched_users SET
            dialog = COALESCE($3, dialog), is_online = $4, last_active_at = $5, seen_at = $6, next_look = $7, failures = $8, told = $9
        WHERE account = $1 AND user_id = $2
        RETURNING 1
        """;

    public static IEnumerable<Statement> Add(string account, NewWatch watch)
    {
        yield return new Statement(AddSql, [account, watch.User, watch.Dialog, watch.At.ToUnixTimeMilliseconds()]);
        yield return new Statement(
            AddSourceSql, [account, watch.User, Identity.Shorten(watch.Source), watch.At.ToUnixTimeMilliseconds()]);
    }

    public static Statement Save(string account, WatchedUser user) => new(
        SaveSql,
        [
            account, user.Id, user.Dialog, user.IsOnline ? 1 : 0, user.LastActiveAt?.ToUnixTimeMilliseconds(),
            user.SeenAt?.ToUnixTimeMilliseconds(), user.NextLook.ToUnixTimeMilliseconds(), user.Failures, string.Join('\n', user.Told),
        ]);
}

/// <summary>A reason to watch a user.</summary>
/// <param name="User">Whom.</param>
/// <param name="Source">The reason.</param>
/// <param name="At">When it was given, and when it is looked for the first time.</param>
/// <param name="Dialog">The 1-1 dialog with the user; null where it is not known.</param>
internal sealed record NewWatch(string User, string Source, DateTimeOffset At, string? Dialog = null);
