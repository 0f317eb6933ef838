namespace BotPlatform.BotSdk.Testing;

/// <summary>
/// A bot did something else than its test expects, or the test itself cannot go on. Every test framework reports it as a failed test; the
/// message shows all that was said.
/// </summary>
public sealed class BotTestException(string message, Exception? innerException = null) : Exception(message, innerException);
