namespace BotPlatform.BotHost.Bus.RabbitMq.Consuming;

/// <summary>This host will not finish a message; the broker keeps it for the next one.</summary>
internal sealed class AbandonedException() : Exception("The host stops.");
