namespace BotPlatform.BotHost.Leases;

/// <summary>
/// Gives this host its share of what only one host may have at a time, accounts or lanes, each for a term.
/// </summary>
internal interface ILeases
{
    /// <summary>Holds leases until the token fires and all terms have ended. Called once.</summary>
    /// <param name="names">Of what this host may hold.</param>
    /// <param name="hold">
    /// Runs for the time of a term: returns soon after <see cref="LeaseTerm.Ended"/> has fired. The lease is given back when it has
    /// returned, and this host has no second term of it before.
    /// </param>
    /// <param name="stopping">Ends all terms.</param>
    Task RunAsync(IReadOnlyList<string> names, Func<LeaseTerm, Task> hold, CancellationToken stopping);

    /// <summary>
    /// Says anew what this host may hold, while it runs. The terms of what is not among it any more go on until
    /// <see cref="LeaseTerm.Finish"/>.
    /// </summary>
    void Offer(IReadOnlyList<string> names);

    /// <summary>Completes when this host has looked for leases for the first time.</summary>
    Task Looked { get; }

    /// <summary>The name of the other host that holds a lease; null when none does or it is not known.</summary>
    string? OtherHolderOf(string name);
}
