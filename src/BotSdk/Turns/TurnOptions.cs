namespace BotPlatform.BotSdk.Turns;

/// <summary>When somebody's turn is over.</summary>
public sealed record TurnOptions
{
    /// <summary>When nothing more has come for so long. Default two seconds.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>At the latest so long after its first message. Default 15 seconds.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>At once with so many messages, and when they take more than 64 KiB as JSON. Default 20.</summary>
    public int MaxMessages { get; init; } = 20;
}
