using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>Where and with whom a conversation is held: there is one at a time.</summary>
internal sealed record TalkPlace(AccountRef Account, UserRef User, DialogRef Dialog)
{
    private const string Key = "conversation";

    /// <summary>Where a message is written, by whom.</summary>
    public static TalkPlace Of(MessageReceived message) => new(message.Origin.Account, message.Sender, message.Dialog);

    /// <summary>Where a bot remembers it.</summary>
    public StateAddress AddressFor(string bot) => new(bot, HandlerState.Owner("talk", Account, User.Id, Dialog.Id), Key);
}
