namespace BotPlatform.BotHost.Webhooks;

/// <summary>A webhook cannot be asked, or its answer is none. The message is for its author, and holds nothing of what people wrote.</summary>
internal sealed class WebhookException(string message, Exception? innerException = null) : Exception(message, innerException);
