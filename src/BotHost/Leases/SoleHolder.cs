using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Storage;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Leases;

/// <summary>
/// Holds all accounts until the host stops: nobody else may use the database. It renews nothing, and only counts the epochs up.
/// </summary>
internal sealed partial class SoleHolder(ILeaseStore store, HostIdentity host, TimeProvider time, ILogger<SoleHolder> logger)
    : IAccountLeases
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public Task Looked => Task.CompletedTask;

    /// <inheritdoc />
    public Task RunAsync(IReadOnlyList<AccountRef> accounts, Func<AccountTerm, Task> hold, CancellationToken stopping) =>
        Task.WhenAll(accounts.Select(account => HoldAsync(account, hold, stopping)));

    /// <inheritdoc />
    public string? OtherHolderOf(AccountRef account) => null;

    /// <inheritdoc />
    public IReadOnlyList<string> LivingHosts => [host.Id];

    private async Task HoldAsync(AccountRef account, Func<AccountTerm, Task> hold, CancellationToken stopping)
    {
        try
        {
            await using var term = new AccountTerm(account, await TakeAsync(account, stopping), time);
            await using var stop = stopping.Register(() => term.Finish(TermEnd.Stopping));
            await hold(term);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops before it has begun.
        }
    }

    /// <summary>The epoch; waits for the lease of a host of several that was here before to run out.</summary>
    private async Task<long> TakeAsync(AccountRef account, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await store.TryTakeAsync(host, account, TimeSpan.Zero, cancellationToken) is { } epoch)
                {
                    return epoch;
                }

                LogHeld(AccountName.Of(account));
            }
            catch (StorageException error)
            {
                LogNotTaken(AccountName.Of(account), error.Message);
            }

            await Task.Delay(Backoff.Delay(attempt, FirstDelay, MaxDelay), time, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Account {Account} is still held by another host.")]
    private partial void LogHeld(string account);

    [LoggerMessage(LogLevel.Warning, "Account {Account} is not connected yet: {Problem}")]
    private partial void LogNotTaken(string account, string problem);
}
