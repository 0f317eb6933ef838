namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>An export cannot be made or go on; the message says what to change.</summary>
internal sealed class ExportException(string message, Exception? innerException = null) : Exception(message, innerException);
