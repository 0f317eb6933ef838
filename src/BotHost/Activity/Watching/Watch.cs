using BotPlatform.BotSdk.Activity;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Activity.Watching;

/// <summary>Whom somebody watches for an account, and what for.</summary>
/// <param name="Name">What events call it.</param>
/// <param name="Source">Why a user is watched who is meant: <c>named</c>, <c>talked</c>, <c>talked/BOT</c>, <c>dialog/ID</c>.</param>
/// <param name="After">After which absence something is told; null for none.</param>
/// <param name="Interval">How often the network is asked.</param>
internal sealed record Watch(string Name, string Source, TimeSpan? After, TimeSpan Interval)
{
    /// <summary>The source of those who are named.</summary>
    public const string Named = "named";

    /// <summary>The source of those who have talked to any bot.</summary>
    public const string Talked = "talked";

    private const string Settings = "settings";

    /// <summary>Those who are named; null where nobody is.</summary>
    public IReadOnlySet<UserRef>? Users { get; init; }

    /// <summary>The dialog whose members are meant; null where none's are.</summary>
    public DialogRef? Dialog { get; init; }

    public static string TalkedTo(string bot) => $"{Talked}/{bot}";

    /// <summary>What a bot asks for.</summary>
    public static Watch Of(ActivityWatch asked, TimeSpan interval) =>
        new(asked.Name, SourceOf(asked.Of, asked.Bot), asked.After, interval) { Users = asked.Of.Users, Dialog = asked.Of.Dialog };

    /// <summary>What the settings ask for: a watch for each absence, or one that only looks.</summary>
    public static IEnumerable<Watch> Of(ActivityWatchOptions asked, TimeSpan interval)
    {
        var bot = asked.HasTalkedTo == ActivityWatchOptions.AnyBot ? null : asked.HasTalkedTo;
        var users = asked.Users.Count > 0 ? WatchedUsers.Named(asked.Users.Select(id => new UserRef(id)))
            : asked.Dialog is { } dialog ? WatchedUsers.MembersOf(new DialogRef(dialog))
            : WatchedUsers.WhoTalked;
        var source = SourceOf(users, bot);
        return asked.InactiveAfter.Distinct().Select(after => (TimeSpan?)after).DefaultIfEmpty().Select(after =>
            new Watch($"{Settings}/{source}{(after is null ? "" : $"/{after:c}")}", source, after, asked.Interval ?? interval)
            {
                Users = users.Users,
                Dialog = users.Dialog,
            });
    }

    private static string SourceOf(WatchedUsers users, string? bot) => users.Users is not null ? Named
        : users.Dialog is not null ? users.ToString()
        : bot is null ? Talked
        : TalkedTo(bot);
}
