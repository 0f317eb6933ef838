using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Activity;

/// <summary>Whose activity a bot watches.</summary>
public sealed class WatchedUsers
{
    private WatchedUsers(IReadOnlySet<UserRef>? users, DialogRef? dialog) => (Users, Dialog) = (users, dialog);

    /// <summary>Who has talked to the bot: has written in a dialog where the bot is on, since the bot watches.</summary>
    public static WatchedUsers WhoTalked { get; } = new(null, null);

    /// <summary>Those who are named; null where nobody is.</summary>
    public IReadOnlySet<UserRef>? Users { get; }

    /// <summary>The dialog whose members they are; null where it is none's.</summary>
    public DialogRef? Dialog { get; }

    /// <summary>These users.</summary>
    public static WatchedUsers Named(params IEnumerable<UserRef> users)
    {
        ArgumentNullException.ThrowIfNull(users);
        return new WatchedUsers(users.ToHashSet(), null);
    }

    /// <summary>Whoever is a member of a dialog. The host asks from time to time who that is.</summary>
    public static WatchedUsers MembersOf(DialogRef dialog)
    {
        ArgumentNullException.ThrowIfNull(dialog);
        return new WatchedUsers(null, dialog);
    }

    /// <summary>For names of watches and for people: <c>talked</c>, <c>named</c>, <c>dialog/ID</c>.</summary>
    public override string ToString() => Users is not null ? "named" : Dialog is { } dialog ? $"dialog/{dialog.Id}" : "talked";
}
