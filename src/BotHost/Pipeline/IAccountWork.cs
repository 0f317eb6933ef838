using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Something that goes on for each account as long as this host holds it, and so on one host at a time.</summary>
internal interface IAccountWork
{
    /// <summary>Works until the token fires. What it throws before is logged, and the work is begun again.</summary>
    /// <param name="account">For which account. It need not be connected yet.</param>
    /// <param name="ended">Fires when the host stops or holds the account no longer.</param>
    Task RunAsync(AccountRef account, CancellationToken ended);
}
