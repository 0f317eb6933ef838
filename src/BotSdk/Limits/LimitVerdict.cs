namespace BotPlatform.BotSdk.Limits;

/// <summary>What a limit says of a message.</summary>
internal enum LimitVerdict
{
    /// <summary>It is let through.</summary>
    Passes,

    /// <summary>It is too much, and its sender is told so.</summary>
    Refused,

    /// <summary>It is too much, and its sender has been told so.</summary>
    RefusedAgain,
}
