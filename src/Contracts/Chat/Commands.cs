namespace BotPlatform.Contracts.Chat;

/// <summary>Something that an account shall do in a dialog. Commands for one dialog are carried out in order.</summary>
public interface IChatCommand
{
    /// <summary>Which account does it.</summary>
    AccountRef Account { get; }

    /// <summary>Where.</summary>
    DialogRef Dialog { get; }
}

/// <summary>Write a message.</summary>
public sealed record SendMessage : IChatCommand
{
    /// <summary>
    /// Names the command. A command that is repeated with the same id and the same <see cref="CreatedAt"/> yields the same
    /// message id on the network, so a retry is not a second message.
    /// </summary>
    public required string CommandId { get; init; }

    /// <summary>When the command was made; for a reply, when the event it answers happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <inheritdoc />
    public required DialogRef Dialog { get; init; }

    /// <summary>What to write. Characters that XML cannot carry are refused by the connector.</summary>
    public required string Text { get; init; }

    /// <summary>Free parameters for the reader's app. A nested value has a path for a key: <c>address/city</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}

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
