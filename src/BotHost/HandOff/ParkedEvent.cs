using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.HandOff;

/// <summary>An event that a bot could not handle.</summary>
/// <param name="Number">Under which it is parked.</param>
/// <param name="Queue">The queue of the bot.</param>
/// <param name="Event">What happened.</param>
internal sealed record ParkedEvent(long Number, string Queue, IAccountEvent Event);
