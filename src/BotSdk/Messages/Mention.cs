using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Messages;

/// <summary>A message that is meant for the bot.</summary>
/// <param name="Message">The whole message.</param>
/// <param name="Text">What it says to the bot: the text without the bot's name and the white space around it.</param>
public sealed record Mention(MessageReceived Message, string Text);
