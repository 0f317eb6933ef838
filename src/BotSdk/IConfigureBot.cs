using BotPlatform.BotSdk.Building;

namespace BotPlatform.BotSdk;

/// <summary>A bot that says what it does line by line, beside or instead of the interfaces of its class.</summary>
public interface IConfigureBot
{
    /// <summary>Says it. Called once, at start.</summary>
    void Configure(BotBuilder bot);
}
