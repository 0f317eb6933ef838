namespace BotPlatform.Contracts.Chat;

/// <summary>Which account saw an event, and when.</summary>
public sealed record EventOrigin
{
    /// <summary>
    /// Names the event. The same event seen again, after a reconnect for example, has the same id as long as the network names
    /// it (messages do); an event that the network does not name (typing) gets an id of its own each time. The same event seen by
    /// two accounts, a message in a group for example, may have the same id too: together with <see cref="Account"/> the id names
    /// what one account saw, and whoever remembers what has been handled remembers both.
    /// </summary>
    public required string EventId { get; init; }

    /// <summary>The account whose connection the event came in on. Replies go out on the same account.</summary>
    public required AccountRef Account { get; init; }

    /// <summary>When it happened by the network's clock; when we received it if the network does not say.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
