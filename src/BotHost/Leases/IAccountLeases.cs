using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Leases;

/// <summary>Gives this host the accounts that it shall keep connected, each for a term, so that no two hosts have one at a time.</summary>
internal interface IAccountLeases
{
    /// <summary>Holds accounts until the token fires and all terms have ended. Called once.</summary>
    /// <param name="accounts">Those that this host may hold.</param>
    /// <param name="hold">
    /// Runs for the time of a term: returns soon after <see cref="AccountTerm.Ended"/> has fired. The account is given back when it has
    /// returned, and this host has no second term of it before.
    /// </param>
    /// <param name="stopping">Ends all terms.</param>
    Task RunAsync(IReadOnlyList<AccountRef> accounts, Func<AccountTerm, Task> hold, CancellationToken stopping);

    /// <summary>Completes when this host has looked for accounts for the first time.</summary>
    Task Looked { get; }

    /// <summary>The name of the other host that holds an account; null when none does or it is not known.</summary>
    string? OtherHolderOf(AccountRef account);

    /// <summary>The ids of the hosts that live, this one included, in an order that is the same for all of them.</summary>
    IReadOnlyList<string> LivingHosts { get; }
}
