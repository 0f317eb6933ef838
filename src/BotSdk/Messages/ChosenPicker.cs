using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Messages;

/// <summary>Picks messages as the bot's own code chooses.</summary>
internal sealed class ChosenPicker<TPicked>(string bot, Func<MessageReceived, TPicked?> pick, Delegate handler)
    : MessagePicker(handler, $"The bot '{bot}', where it picks a {typeof(TPicked).Name},", typeof(TPicked))
    where TPicked : class
{
    public override object? Pick(MessageReceived message) => pick(message);
}
