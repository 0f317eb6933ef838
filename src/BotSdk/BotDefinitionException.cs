namespace BotPlatform.BotSdk;

/// <summary>The bots of a host do not fit together, or one of them is not a bot: correct the code or the registration.</summary>
public sealed class BotDefinitionException(string message) : Exception(message);
