namespace BotPlatform.BotHost.HandOff.Feeds;

/// <summary>An item of a queue that was given out.</summary>
/// <param name="Feed">By what.</param>
/// <param name="Number">Under which number the queue keeps it.</param>
/// <param name="Message">The record.</param>
internal readonly record struct FedItem(Feed Feed, long Number, object Message);
