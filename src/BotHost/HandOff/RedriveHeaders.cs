using BotPlatform.BotHost.Storage.Queues;
using MassTransit;

namespace BotPlatform.BotHost.HandOff;

/// <summary>On the broker an event that was parked carries what is known of that, in case that the bot fails again.</summary>
internal static class RedriveHeaders
{
    private const string Number = "Parked-Number";
    private const string Attempts = "Parked-Attempts";
    private const string FirstParkedAt = "Parked-At";

    /// <param name="earlier">Null when it was not parked.</param>
    public static Dictionary<string, object?> Of(EarlierParking? earlier) => earlier is null ? [] : new()
    {
        [Number] = earlier.Number,
        [Attempts] = earlier.Attempts,
        [FirstParkedAt] = earlier.FirstParkedAt,
    };

    /// <returns>Null when it was not parked.</returns>
    public static EarlierParking? Read(MessageContext context) => context.Headers.Get<long>(Number) is { } number
        ? new EarlierParking(number, context.Headers.Get<int>(Attempts) ?? 0, context.Headers.Get<long>(FirstParkedAt) ?? 0)
        : null;
}
