namespace BotPlatform.Contracts.Chat;

/// <summary>Show or hide "is typing". Best effort: nothing is retried.</summary>
public sealed record SetTyping : IChatCommand
{
    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>Whether the account is typing from now on.</summary>
    public required bool IsTyping { get; init; }
}
