namespace BotPlatform.BotHost.Storage.Due;

/// <summary>A change of what a bot has put off.</summary>
/// <param name="Bot">Which bot.</param>
/// <param name="Id">Names it among what the bot has put off; of any length.</param>
/// <param name="Item">Null to take it back. One that is there is replaced.</param>
internal sealed record DueChange(string Bot, string Id, DueItem? Item);

/// <summary>What comes to the end of a queue at a time.</summary>
/// <param name="Owner">Where the bot finds it again; of any length.</param>
/// <param name="DueAt">When.</param>
/// <param name="Queue">Which queue.</param>
/// <param name="Kind">What the body is.</param>
/// <param name="Body">UTF-8 JSON.</param>
internal sealed record DueItem(string Owner, DateTimeOffset DueAt, string Queue, string Kind, byte[] Body);

/// <summary>Has what is due come to the end of its queue.</summary>
/// <param name="Until">What is due then, or was before.</param>
/// <param name="Limit">How many at most; those that are due first.</param>
/// <param name="IsAnnounced">Whether other processes are told that a queue has something new.</param>
internal sealed record DueCall(DateTimeOffset Until, int Limit, Func<string, bool> IsAnnounced);
