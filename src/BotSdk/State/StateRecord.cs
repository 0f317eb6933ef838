namespace BotPlatform.BotSdk.State;

/// <summary>Where a value is kept.</summary>
/// <param name="Bot">The name of the bot.</param>
/// <param name="Owner">For whom or what; of any length.</param>
/// <param name="Key">1 to 100 characters.</param>
public sealed record StateAddress(string Bot, string Owner, string Key);

/// <summary>A value as it is kept.</summary>
/// <param name="Version">Of its type, <see cref="IVersionedState{TSelf}"/>.</param>
/// <param name="Json">UTF-8.</param>
/// <param name="ExpiresAt">Null for never.</param>
public sealed record StateValue(int Version, byte[] Json, DateTimeOffset? ExpiresAt);

/// <summary>A value that is kept.</summary>
/// <param name="Revision">Another one after each change, never the same twice.</param>
/// <param name="Value">What it is, expired or not.</param>
public sealed record StateRecord(long Revision, StateValue Value);

/// <summary>What a handler changes.</summary>
/// <param name="Address">Where.</param>
/// <param name="Value">Null to forget it.</param>
/// <param name="IsChecked">Whether the handler has read it before, so that the change is made only on what it has read.</param>
/// <param name="Expected">The revision that it has read; null when there was none.</param>
public sealed record StateChange(StateAddress Address, StateValue? Value, bool IsChecked, long? Expected);
