namespace BotPlatform.Contracts.Chat;

/// <summary>One login of a bot on one chat network.</summary>
/// <param name="Network">The connector that serves it, for example <c>connectycube</c>.</param>
/// <param name="Id">The network's own id of the bot's user.</param>
public sealed record AccountRef(string Network, string Id);

/// <summary>A conversation: one to one, a group, or a public chat.</summary>
/// <param name="Id">
/// The network's own id. On ConnectyCube 24 hex digits, or only digits for "the 1-1 dialog with this user"
/// (section 1 of the protocol reference).
/// </param>
public sealed record DialogRef(string Id);

/// <summary>A person or a bot on a chat network.</summary>
/// <param name="Id">The network's own id.</param>
public sealed record UserRef(string Id);

/// <summary>Who can read what is written in a dialog.</summary>
public enum DialogKind
{
    /// <summary>Two users.</summary>
    Direct,

    /// <summary>Any number of members: groups, public and broadcast dialogs.</summary>
    Group,
}
