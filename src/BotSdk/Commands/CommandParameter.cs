namespace BotPlatform.BotSdk.Commands;

/// <summary>What a typed command wants to know, for help.</summary>
/// <param name="Name">As the command's usage has it: <c>DUE-DATE</c>.</param>
/// <param name="Kind">What is to be written there, as a noun phrase: "a whole number".</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="Description">What it means, from a <see cref="System.ComponentModel.DescriptionAttribute"/>; null when there is none.</param>
public sealed record CommandParameter(string Name, string Kind, bool IsOptional, string? Description);
