using BotPlatform.Contracts.Chat;

namespace BotPlatform.Contracts.Activity;

/// <summary>A user of whom <see cref="UserBecameInactive"/> was told is back.</summary>
/// <remarks>
/// It comes once for each absence, whatever the number of times that were told of it, when the network says that the user is there, or was
/// there since. Who was not told of as inactive does not become active.
/// </remarks>
public sealed record UserBecameActive : IChatEvent
{
    /// <inheritdoc />
    public required EventOrigin Origin { get; init; }

    /// <summary>The 1-1 dialog with the user.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>Who.</summary>
    public required UserRef User { get; init; }

    /// <summary>Whether the user is there now; false for one who came and went before the network was asked.</summary>
    public required bool IsOnline { get; init; }

    /// <summary>When the user was last there; the time of the answer while <see cref="IsOnline"/>. Exact to a second.</summary>
    public required DateTimeOffset LastActiveAt { get; init; }

    /// <summary>When the user was last there before the absence.</summary>
    public required DateTimeOffset InactiveSince { get; init; }

    /// <summary>The names of the watches that were told of the absence: see <see cref="UserBecameInactive.Watches"/>.</summary>
    public IReadOnlyList<string> Watches { get; init; } = [];
}
