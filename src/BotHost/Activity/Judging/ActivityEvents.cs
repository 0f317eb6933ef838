using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Activity.Judging;

/// <summary>
/// The events of judgements. Their ids are made of what the database holds before them, so that a host that was killed in between and one that
/// takes over make the same ones, and bots handle them once.
/// </summary>
internal static class ActivityEvents
{
    /// <summary>What is told before a judgement is written down.</summary>
    public static IEnumerable<IAccountEvent> News(AccountRef account, Judgement judgement)
    {
        var (before, after) = (judgement.Before, judgement.After);
        var (user, dialog) = (new UserRef(after.Id), DialogOf(after));
        var since = $"{after.Id}-{Milliseconds(before.LastActiveAt)}";
        if (judgement.HasChanged)
        {
            yield return new LastActivityObserved
            {
                Origin = Origin($"activity-{since}{Sign(before)}{Sign(after)}", account, after.SeenAt!.Value),
                Dialog = dialog,
                User = user,
                IsOnline = after.IsOnline,
                LastActiveAt = after.LastActiveAt!.Value,
            };
        }

        if (judgement.IsBack)
        {
            yield return new UserBecameActive
            {
                Origin = Origin($"active-{since}", account, after.LastActiveAt!.Value),
                Dialog = dialog,
                User = user,
                IsOnline = after.IsOnline,
                LastActiveAt = after.LastActiveAt.Value,
                InactiveSince = before.LastActiveAt!.Value,
                Watches = before.Told,
            };
        }
    }

    /// <summary>What is told of an absence that is written down, one event for each time.</summary>
    public static IEnumerable<UserBecameInactive> Absences(AccountRef account, WatchedUser user, IReadOnlyList<Watch> crossed) =>
        crossed.GroupBy(watch => watch.After!.Value, watch => watch.Name).OrderBy(group => group.Key).Select(group =>
        {
            string[] names = [.. group.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            var last = user.LastActiveAt!.Value;
            return new UserBecameInactive
            {
                Origin = Origin($"inactive-{user.Id}-{Milliseconds(last)}-{HashOf(names)}", account, last + group.Key),
                Dialog = DialogOf(user),
                User = new UserRef(user.Id),
                After = group.Key,
                LastActiveAt = last,
                Watches = names,
            };
        });

    private static DialogRef DialogOf(WatchedUser user) => new(user.Dialog ?? user.Id);

    private static char Sign(WatchedUser user) => user.IsOnline ? '+' : '-';

    private static string Milliseconds(DateTimeOffset? at) =>
        (at?.ToUnixTimeMilliseconds() ?? 0).ToString(CultureInfo.InvariantCulture);

    private static string HashOf(string[] names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))))[..16];

    private static EventOrigin Origin(string id, AccountRef account, DateTimeOffset at) =>
        new() { EventId = id, Account = account, OccurredAt = at };
}
