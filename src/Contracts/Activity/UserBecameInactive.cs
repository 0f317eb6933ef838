using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Activity;

/// <summary>A user whom somebody watches has been away for a time that somebody asked for.</summary>
/// <remarks>
/// It comes once for each such time, and again only when the user was active in between and has been away for so long once more. That
/// somebody was away already when the watch began is told as well, once; <see cref="LastActiveAt"/> says since when. It rests on what the
/// network has just said, so it comes late when no host ran or the account was not connected, and never for a user of whom the network
/// says nothing. <see cref="EventOrigin.OccurredAt"/> is the moment at which the time was over, however late it is told.
/// </remarks>
public sealed record UserBecameInactive : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <summary>The 1-1 dialog with the user.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>Who.</summary>
    public required UserRef User { get; init; }

    /// <summary>For how long, as it was asked for; the user may have been away for longer.</summary>
    public required TimeSpan After { get; init; }

    /// <summary>When the user was last there, exact to a second.</summary>
    public required DateTimeOffset LastActiveAt { get; init; }

    /// <summary>The names of the watches that asked for it: a bot's begin with the bot's name, those of the settings with <c>settings</c>.</summary>
    public IReadOnlyList<string> Watches { get; init; } = [];
}
