using BotPlatform.BotHost.Storage;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Bots.Recording;

/// <summary>Which events are recorded.</summary>
/// <param name="Account">Those that one account sees, by its id or as <c>connectycube/100</c>; null for all.</param>
/// <param name="Dialog">Those of one dialog; null for all.</param>
internal sealed record RecordingFilter(string? Account, string? Dialog)
{
    public bool Wants(IAccountEvent @event) =>
        (Account is null || Account == @event.Origin.Account.Id || Account == AccountName.Of(@event.Origin.Account))
        && (Dialog is null || (@event is IChatEvent chat && chat.Dialog.Id == Dialog));
}
