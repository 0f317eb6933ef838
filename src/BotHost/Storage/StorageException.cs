namespace BotPlatform.BotHost.Storage;

/// <summary>The database cannot be reached or written now: nothing was changed, and the same may succeed later.</summary>
internal sealed class StorageException(string message, Exception innerException) : Exception(message, innerException);
