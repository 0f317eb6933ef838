using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Leases;

/// <summary>
/// Holds all leases until the host stops: nobody else may use the database. It renews nothing, and only counts the epochs up.
/// </summary>
internal sealed partial class SoleHolder(ILeaseStore store, HostIdentity host, TimeProvider time, ILogger<SoleHolder> logger)
    : ILeases
{
    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));

    /// <inheritdoc />
    public Task Looked => Task.CompletedTask;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _holding = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _offered = [];
    private Func<string, Task> _begin = _ => Task.CompletedTask;

    /// <inheritdoc />
    public async Task RunAsync(IReadOnlyList<string> names, Func<LeaseTerm, Task> hold, CancellationToken stopping)
    {
        _begin = name => HoldAsync(name, hold, stopping);
        Offer(names);
        await stopping.FiresAsync();
        Task all;
        lock (_gate)
        {
            all = Task.WhenAll(_holding.Values);
        }

        await all;
    }

    /// <inheritdoc />
    public void Offer(IReadOnlyList<string> names)
    {
        lock (_gate)
        {
            foreach (var name in names.Except(_offered, StringComparer.Ordinal))
            {
                _holding[name] = BeginAsync(name, _holding.GetValueOrDefault(name, Task.CompletedTask));
            }

            _offered = names;
        }
    }

    /// <inheritdoc />
    public string? OtherHolderOf(string name) => null;

    private async Task BeginAsync(string name, Task earlier)
    {
        await earlier;
        await _begin(name);
    }

    private async Task HoldAsync(string name, Func<LeaseTerm, Task> hold, CancellationToken stopping)
    {
        try
        {
            await using var term = new LeaseTerm(name, await TakeAsync(name, stopping), time);
            await using var stop = stopping.Register(() => term.Finish(TermEnd.Stopping));
            await hold(term);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops before it has begun.
        }
    }

    /// <summary>The epoch; waits for the lease of a host of several that was here before to run out.</summary>
    private async Task<long> TakeAsync(string name, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await store.TryTakeAsync(host, name, TimeSpan.Zero, cancellationToken) is { } epoch)
                {
                    return epoch;
                }

                LogHeld(name);
            }
            catch (StorageException error)
            {
                LogNotTaken(name, error.Message);
            }

            await Task.Delay(Backoff.Delay(attempt), time, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Name} is still held by another host.")]
    private partial void LogHeld(string name);

    [LoggerMessage(LogLevel.Warning, "{Name} cannot be held yet: {Problem}")]
    private partial void LogNotTaken(string name, string problem);
}
