using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Fakes;

internal static class MessageTimes
{
    /// <summary>The same message, written at this time.</summary>
    public static MessageReceived At(this MessageReceived message, DateTimeOffset at) =>
        message with { Origin = message.Origin with { OccurredAt = at } };

    /// <summary>The same message, written now.</summary>
    public static MessageReceived Now(this MessageReceived message) => message.At(TimeProvider.System.GetUtcNow());
}
