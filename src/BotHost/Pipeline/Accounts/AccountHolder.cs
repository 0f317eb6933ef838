using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Leases;
using BotPlatform.Connectors;

namespace BotPlatform.BotHost.Pipeline.Accounts;

/// <summary>Keeps an account connected for the time of a term, with a connector of its own.</summary>
internal sealed class AccountHolder(AccountLoop loop, Sequences sequences)
{
    /// <param name="account">Which account.</param>
    /// <param name="term">Until when.</param>
    /// <param name="drain">
    /// Called when the term has ended in peace; completes when nobody sends any more. It is not waited for when the account is lost
    /// meanwhile.
    /// </param>
    public async Task HoldAsync(AccountConnection account, LeaseTerm term, Func<LeaseTerm, Task> drain)
    {
        account.Begin(term);
        sequences.Begin(account.Account, term.Epoch);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(term.Lost);
        var dropping = DropAsync(term, account, over.Token);
        try
        {
            await loop.RunAsync(account, CloseAsync(term, account, drain, dropping), term.Ended);
        }
        finally
        {
            await over.CancelAsync();
            await dropping;
            account.End();
        }
    }

    /// <summary>What was read of a lost account is still handed over; its connection does not wait for that.</summary>
    private static async Task DropAsync(LeaseTerm term, AccountConnection account, CancellationToken over)
    {
        await over.FiresAsync();
        if (term.Lost.IsCancellationRequested)
        {
            account.Leave();
            account.Connector.Find<IDropsConnection>()?.Drop();
            await account.Connector.DisposeAsync();
        }
    }

    private static async Task CloseAsync(LeaseTerm term, AccountConnection account, Func<LeaseTerm, Task> drain, Task dropping)
    {
        await term.Ended.FiresAsync();
        if (!term.Lost.IsCancellationRequested)
        {
            await drain(term).WaitAsync(term.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (term.Lost.IsCancellationRequested)
        {
            await dropping; // a connection that is cut says no goodbye first
        }

        account.Leave();
    }
}
