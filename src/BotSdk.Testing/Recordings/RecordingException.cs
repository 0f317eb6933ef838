namespace BotPlatform.BotSdk.Testing.Recordings;

/// <summary>A file is no recording, or is broken; the message names the line and says what is wrong there.</summary>
public sealed class RecordingException(string message, Exception? innerException = null) : Exception(message, innerException);
