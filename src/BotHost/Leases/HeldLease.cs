namespace BotPlatform.BotHost.Leases;

/// <summary>A lease that this host has.</summary>
/// <param name="term">For which time.</param>
/// <param name="isSpare">Taken beyond the host's share because no other host wanted it. It is kept: it would only come and go.</param>
internal sealed class HeldLease(LeaseTerm term, bool isSpare)
{
    private volatile bool _hasReturned;

    public LeaseTerm Term { get; } = term;

    public bool IsSpare { get; } = isSpare;

    /// <summary>Ends when the lease is given back.</summary>
    public Task Holding { get; private set; } = Task.CompletedTask;

    /// <summary>Whether the lease is still used, and to be renewed.</summary>
    public bool IsUsed => !_hasReturned && Term.IsHeld;

    /// <summary>Begins to hold it.</summary>
    /// <param name="hold">Runs for the time of the term.</param>
    /// <param name="giveBack">Runs after it. Neither throws.</param>
    public void Begin(Func<LeaseTerm, Task> hold, Func<LeaseTerm, Task> giveBack) => Holding = HoldAsync(hold, giveBack);

    private async Task HoldAsync(Func<LeaseTerm, Task> hold, Func<LeaseTerm, Task> giveBack)
    {
        await hold(Term);
        _hasReturned = true;
        await giveBack(Term);
    }
}
