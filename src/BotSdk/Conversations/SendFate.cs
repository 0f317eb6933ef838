namespace BotPlatform.BotSdk.Conversations;

/// <summary>What became of a message that a conversation waited for.</summary>
public enum SendFate
{
    /// <summary>The network has it.</summary>
    Sent,

    /// <summary>A device of somebody's has it.</summary>
    Delivered,

    /// <summary>Somebody has read it.</summary>
    Read,

    /// <summary>It was given up: the network refused it, or could not be reached.</summary>
    Refused,

    /// <summary>None of that has come in time. It may still come.</summary>
    TimedOut,
}
