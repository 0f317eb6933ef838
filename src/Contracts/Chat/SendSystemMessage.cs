namespace BotPlatform.Contracts.Chat;

/// <summary>Tell a user's app something that is not for people's eyes (section 4.11).</summary>
public sealed record SendSystemMessage : IReliableCommand
{
    /// <inheritdoc />
    public required string CommandId { get; init; }

    /// <inheritdoc />
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc />
    public required AccountRef Account { get; init; }

    /// <summary>The 1-1 dialog with the recipient. Groups are refused by the network.</summary>
    public required DialogRef Dialog { get; init; }

    /// <summary>Free parameters. A nested value has a path for a key: <c>address/city</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>An optional text.</summary>
    public string Text { get; init; } = "";
}
