using MassTransit;

namespace BotPlatform.BotHost.HandOff;

/// <summary>On the bus a message carries the number under which the durable queue keeps it.</summary>
internal static class ItemHeader
{
    private const string Name = "Item-Number";

    public static void Write(SendContext context, long number) => context.Headers.Set(Name, number);

    /// <exception cref="InvalidOperationException">The message has none.</exception>
    public static long Read(MessageContext context) => context.Headers.Get<long>(Name)
        ?? throw new InvalidOperationException("Somebody put a message on the bus that no durable queue keeps.");
}
