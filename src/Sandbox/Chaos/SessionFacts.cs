namespace BotPlatform.Sandbox.Chaos;

/// <summary>A chat session, as the sandbox sees it.</summary>
/// <param name="Resource">The last part of its address.</param>
/// <param name="IsConnected">Whether there is a connection; without one, it waits to be resumed.</param>
/// <param name="IsAvailable">Whether it has said that it is there.</param>
/// <param name="IsActive">Whether it is connected and has not said that nobody looks at it (section 4.14).</param>
public sealed record SessionFacts(string Resource, bool IsConnected, bool IsAvailable, bool IsActive);
