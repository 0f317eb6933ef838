using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.HandOff;

/// <summary>By what an event that comes again is recognised.</summary>
internal static class EventIdentity
{
    /// <summary>What one account saw.</summary>
    public static Identity Of(IAccountEvent @event) => new(ScopeOf(@event), @event.Origin.EventId);

    /// <summary>What one bot has handled.</summary>
    public static Identity OfHandled(string queue, IAccountEvent @event) => new($"{queue} {ScopeOf(@event)}", @event.Origin.EventId);

    /// <summary>Whose ids they are.</summary>
    public static string ScopeOf(IAccountEvent @event) => AccountName.Of(@event.Origin.Account);
}
