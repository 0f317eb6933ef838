namespace BotPlatform.BotHost.Storage;

/// <summary>The database cannot be reached, read or written now: nothing was changed, and the same may succeed later.</summary>
internal sealed class StorageException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>The database refuses what it was given: nothing was changed, and the same will never succeed.</summary>
internal sealed class UnstorableException(string message, Exception innerException) : Exception(message, innerException);
