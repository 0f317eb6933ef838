namespace BotPlatform.BotSdk.Activity;

/// <summary>A bot that hears when people have been away for a time, and when they are back.</summary>
public interface IActivityBot
{
    /// <summary>Says after which time, and of whom. Called once, at start.</summary>
    void Watch(ActivitySet activity);
}
