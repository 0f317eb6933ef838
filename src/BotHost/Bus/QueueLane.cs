namespace BotPlatform.BotHost.Bus;

/// <summary>A lane of a durable queue: what is in it is worked off one after the other.</summary>
/// <param name="Queue">The queue, <see cref="QueueNames"/>.</param>
/// <param name="Number">From 0.</param>
internal sealed record QueueLane(string Queue, int Number);
