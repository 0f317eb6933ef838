namespace BotPlatform.BotSdk.Commands;

/// <summary>
/// Marks the last <see cref="string"/> of a typed command: it takes all that is left of the message as it was typed, quotes and line
/// breaks included.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RestAttribute : Attribute;
