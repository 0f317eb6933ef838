using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.HandOff;

/// <summary>Puts an event aside that a bot cannot handle.</summary>
internal static class Parking
{
    public static ParkedItem Of(string queue, IAccountEvent @event, Exception error, int attempts) => new()
    {
        Queue = queue,
        Kind = MessageFormat.KindOf(@event),
        Body = MessageFormat.Write(@event),
        Account = EventIdentity.ScopeOf(@event),
        Dialog = (@event as IChatEvent)?.Dialog.Id,
        Problem = FailureText.SummaryOf(error),
        Details = FailureText.DetailsOf(error),
        Attempts = attempts,
    };
}
