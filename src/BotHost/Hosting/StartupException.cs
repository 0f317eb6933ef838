namespace BotPlatform.BotHost.Hosting;

/// <summary>The host cannot start; the message says what to change.</summary>
internal sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
