namespace BotPlatform.BotSdk.Building;

/// <summary>A bot without a class of its own.</summary>
/// <param name="configure">Says what it does; called once, at start.</param>
public sealed class InlineBot(Action<BotBuilder> configure) : IConfigureBot
{
    /// <inheritdoc />
    public void Configure(BotBuilder bot) => configure(bot);
}
