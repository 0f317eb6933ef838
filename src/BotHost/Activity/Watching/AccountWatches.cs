using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Activity.Watching;

/// <summary>All watches of an account at a time. It does not change: another time has another one.</summary>
internal sealed class AccountWatches(IReadOnlyList<Watch> all)
{
    private readonly ILookup<string, Watch> _bySource = all.ToLookup(watch => Identity.Shorten(watch.Source), StringComparer.Ordinal);

    public bool IsEmpty => all.Count == 0;

    /// <summary>Whether it matters who writes.</summary>
    public bool HearsTalk { get; } = all.Any(watch => watch.Users is null && watch.Dialog is null);

    /// <summary>Why users are watched, each reason once.</summary>
    public IReadOnlyList<string> Sources { get; } = [.. all.Select(watch => watch.Source).Distinct(StringComparer.Ordinal)];

    /// <summary>Those who are named.</summary>
    public IReadOnlyList<string> Named { get; } =
        [.. all.SelectMany(watch => watch.Users ?? (IEnumerable<UserRef>)[]).Select(user => user.Id).Distinct(StringComparer.Ordinal)];

    /// <summary>The dialogs whose members are watched, with the source that they are then.</summary>
    public IReadOnlyList<(DialogRef Dialog, string Source)> Dialogs { get; } =
        [.. all.Where(watch => watch.Dialog is not null).Select(watch => (watch.Dialog!, watch.Source)).Distinct()];

    /// <summary>How often the network is asked at least, of anybody.</summary>
    public TimeSpan LongestInterval { get; } = all.Select(watch => watch.Interval).DefaultIfEmpty().Max();

    /// <summary>The watches that mean a user; none for one whom nobody watches now.</summary>
    public IReadOnlyList<Watch> Of(WatchedUser user)
    {
        var id = new UserRef(user.Id);
        return [.. user.Sources.SelectMany(source => _bySource[source]).Where(watch => watch.Users?.Contains(id) is not false)];
    }
}
