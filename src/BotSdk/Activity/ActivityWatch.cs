namespace BotPlatform.BotSdk.Activity;

/// <summary>What a bot wants to know about people's activity.</summary>
/// <param name="Bot">The bot's name.</param>
/// <param name="After">After how long an absence.</param>
/// <param name="Of">Whose.</param>
public sealed record ActivityWatch(string Bot, TimeSpan After, WatchedUsers Of)
{
    /// <summary>What events call it, also in another process: <c>reminder/talked/3.00:00:00</c>.</summary>
    public string Name { get; } = $"{Bot}/{Of}/{After:c}";
}
