using BotPlatform.BotHost.Bus;
using System.Text;
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
        Problem = Storable($"{error.GetType().Name}: {error.Message}"),
        Attempts = attempts,
    };

    // Half a character, or none, is nothing that a database takes.
    private static string Storable(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', ' ');
}
