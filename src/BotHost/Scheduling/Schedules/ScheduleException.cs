namespace BotPlatform.BotHost.Scheduling.Schedules;

/// <summary>A schedule cannot be used; the message is a sentence for who wrote it.</summary>
internal sealed class ScheduleException(string message) : Exception(message);
