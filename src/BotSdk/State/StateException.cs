namespace BotPlatform.BotSdk.State;

/// <summary>What a bot wants to remember cannot be kept: correct the bot.</summary>
public sealed class StateException(string message, Exception? innerException = null) : Exception(message, innerException);
