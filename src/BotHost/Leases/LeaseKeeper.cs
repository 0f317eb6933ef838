using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Leases;

/// <summary>
/// Shares the leases with the other hosts of the database: takes its share of those that nobody holds, renews what it holds, lets go of
/// what it could not renew in time, and gives back what is above its share when another host comes.
/// </summary>
internal sealed partial class LeaseKeeper(
    ILeaseStore store, HostIdentity host, IOptions<LeaseOptions> options, TimeProvider time, ILogger<LeaseKeeper> logger)
    : ILeases
{
    private readonly LeaseOptions _options = options.Value;
    private readonly LeaseLink _link = new(options.Value.RenewEvery, time, logger);
    private readonly Dictionary<string, HeldLease> _held = [];
    private readonly Dictionary<string, long> _freeSince = [];
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IReadOnlyList<string> _names = [];
    private Func<LeaseTerm, Task> _hold = _ => Task.CompletedTask;
    private Seen? _seen;

    /// <inheritdoc />
    public Task Looked => _looked.Task;

    /// <inheritdoc />
    public async Task RunAsync(IReadOnlyList<string> names, Func<LeaseTerm, Task> hold, CancellationToken stopping)
    {
        (_names, _hold) = (names, hold);
        using var timer = new PeriodicTimer(_options.RenewEvery, time);
        try
        {
            do
            {
                if (await RenewAsync(stopping) is { } view)
                {
                    var share = (_names.Count + view.Living.Count - 1) / view.Living.Count;
                    GiveBack(share);
                    await TakeAsync(view, share, stopping);
                    _looked.TrySetResult();
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await DrainAsync(timer);
        }

        await ForgetAsync();
        await _link.TryAsync(token => store.LeaveAsync(host, token), CancellationToken.None);
    }

    /// <inheritdoc />
    public void Offer(IReadOnlyList<string> names) => _names = names;

    /// <inheritdoc />
    public string? OtherHolderOf(string name) =>
        Volatile.Read(ref _seen) is { } seen && time.GetElapsedTime(seen.At) < _options.TimeToLive
            && seen.View.HolderOf(name) is { } holder && holder != host.Id
            ? seen.View.Living.GetValueOrDefault(holder, holder)
            : null;

    /// <summary>Renews what is held, and looks at what others hold.</summary>
    /// <returns>Null when the database does not answer.</returns>
    private async Task<LeaseView?> RenewAsync(CancellationToken cancellationToken)
    {
        await ForgetAsync();
        var used = _held.Values.Where(held => held.IsUsed).ToList();
        var asked = time.GetTimestamp();
        LeaseView? view = null;
        await _link.TryAsync(
            async token => view = await store.RenewAsync(host, [.. used.Select(held => held.Term.Name)], _options.TimeToLive, token),
            cancellationToken);
        if (view is null)
        {
            return null;
        }

        Volatile.Write(ref _seen, new Seen(asked, view));
        foreach (var held in used)
        {
            if (view.IsRenewed(held.Term.Name))
            {
                held.Term.Prolong(Until(asked));
            }
            else if (held.IsUsed)
            {
                held.Term.Lose();
            }
        }

        return view;
    }

    /// <summary>Ends the terms above the share; the leases are free when what has begun is finished.</summary>
    private void GiveBack(int share)
    {
        var shared = _held.Values.Where(held => held is { IsSpare: false, Term.End: null }).ToList();
        foreach (var held in shared.Skip(share))
        {
            held.Term.Finish(TermEnd.GivenBack);
        }
    }

    private async Task TakeAsync(LeaseView view, int share, CancellationToken cancellationToken)
    {
        foreach (var name in Free(view))
        {
            var isSpare = _held.Count >= share;
            if (isSpare && time.GetElapsedTime(_freeSince[name]) <= _options.TimeToLive)
            {
                continue; // somebody else's share
            }

            var asked = time.GetTimestamp();
            long? epoch = null;
            if (!await _link.TryAsync(
                async token => epoch = await store.TryTakeAsync(host, name, _options.TimeToLive, token), cancellationToken))
            {
                return;
            }

            if (epoch is { } taken && time.GetTimestamp() < Until(asked))
            {
                Begin(new HeldLease(new LeaseTerm(name, taken, time, Until(asked)), isSpare));
            }
        }
    }

    private List<string> Free(LeaseView view)
    {
        var free = new List<string>();
        foreach (var name in _names)
        {
            if (_held.ContainsKey(name) || (view.HolderOf(name) is { } holder && holder != host.Id))
            {
                _freeSince.Remove(name);
            }
            else
            {
                _freeSince.TryAdd(name, time.GetTimestamp());
                free.Add(name);
            }
        }

        // Each host in another order, so that they do not all want the same one.
        return [.. free.OrderBy(name => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{host.Id} {name}"))))];
    }

    private void Begin(HeldLease held)
    {
        var (name, epoch) = (held.Term.Name, held.Term.Epoch);
        _held.Add(held.Term.Name, held);
        held.Term.Lost.Register(() => LogLost(name, epoch));
        LogTaken(name, epoch);
        held.Begin(HoldAsync, GiveBackAsync);
    }

    private async Task HoldAsync(LeaseTerm term)
    {
        try
        {
            await _hold(term);
        }
        catch (Exception error)
        {
            LogMistake(error, term.Name);
        }
    }

    /// <summary>Also after a loss: perhaps nobody has taken it yet.</summary>
    private async Task GiveBackAsync(LeaseTerm term)
    {
        if (await _link.TryAsync(token => store.ReleaseAsync(host, term.Name, term.Epoch, token), CancellationToken.None))
        {
            LogGivenBack(term.Name, term.Epoch);
        }
    }

    /// <summary>Ends all terms, and renews the leases until what has begun is finished.</summary>
    private async Task DrainAsync(PeriodicTimer timer)
    {
        using var drained = new CancellationTokenSource();
        var ending = EndAsync(drained);
        try
        {
            while (await timer.WaitForNextTickAsync(drained.Token))
            {
                await RenewAsync(drained.Token);
            }
        }
        catch (OperationCanceledException) when (drained.IsCancellationRequested)
        {
            // Nothing is held any more.
        }

        await ending;
    }

    private async Task EndAsync(CancellationTokenSource drained)
    {
        var held = _held.Values.ToList();
        held.ForEach(one => one.Term.Finish(TermEnd.Stopping));
        await Task.WhenAll(held.Select(one => one.Holding));
        await drained.CancelAsync();
    }

    private async Task ForgetAsync()
    {
        foreach (var held in _held.Values.Where(held => held.Holding.IsCompleted).ToList())
        {
            _held.Remove(held.Term.Name);
            await held.Term.DisposeAsync();
        }
    }

    private long Until(long asked) => asked + (long)(_options.Reliable.TotalSeconds * time.TimestampFrequency);

    [LoggerMessage(LogLevel.Information, "This host holds {Name} now (epoch {Epoch}).")]
    private partial void LogTaken(string name, long epoch);

    [LoggerMessage(LogLevel.Information, "This host has given {Name} back (epoch {Epoch}).")]
    private partial void LogGivenBack(string name, long epoch);

    [LoggerMessage(LogLevel.Warning, "This host has lost {Name} (epoch {Epoch}): its lease was not renewed in time.")]
    private partial void LogLost(string name, long epoch);

    [LoggerMessage(LogLevel.Error, "{Name} was given up because of a mistake.")]
    private partial void LogMistake(Exception error, string name);

    private sealed record Seen(long At, LeaseView View);
}
