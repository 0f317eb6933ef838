namespace BotPlatform.Sandbox.Chaos;

/// <summary>A message that was written before a test began.</summary>
/// <param name="SenderId">Who wrote it.</param>
/// <param name="SentAt">When, in seconds since 1970; some clients write milliseconds.</param>
/// <param name="Text">Its text.</param>
public sealed record PastMessage(int SenderId, long SentAt, string Text);
