using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline.Accounts;

/// <summary>Sees what happens to accounts before the network hears that we have it, so that nothing gets past it.</summary>
internal interface IWitness
{
    /// <summary>Asked for each event of each account, so it is quick where there is nothing to do.</summary>
    /// <returns>Completes when what it makes of the event is safe; is cancelled when the host gives up. Does not fail otherwise.</returns>
    Task SeeAsync(IAccountEvent @event);
}
