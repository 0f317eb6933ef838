using System.Threading.Channels;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Tests.Leases;

/// <summary>What a host's way to the database does.</summary>
internal enum Link
{
    Works,

    /// <summary>Nothing arrives there.</summary>
    Cut,

    /// <summary>What is asked is done, and no answer comes back.</summary>
    LosesAnswers,

    /// <summary>Neither arrives nor fails.</summary>
    Hangs,
}

/// <summary>A keeper of leases as if in a process of its own, which a test may stop, kill or cut off.</summary>
internal sealed class FakeHost : ILeaseStore, IAsyncDisposable
{
    private readonly ILeaseStore _leases;
    private readonly ProcessClock _clock;
    private readonly LeaseKeeper _keeper;
    private readonly Channel<LeaseTerm> _begun = Channel.CreateUnbounded<LeaseTerm>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<LeaseTerm> _terms = [];

    public FakeHost(ILeaseStore leases, TimeProvider clock, string name, LeaseOptions? options = null)
    {
        (_leases, _clock, Name) = (leases, new ProcessClock(clock), name);
        _keeper = new LeaseKeeper(
            this, new HostIdentity(name, name), Options.Create(options ?? new LeaseOptions()), _clock, NullLogger<LeaseKeeper>.Instance);
    }

    public string Name { get; }

    public Link Link { get; set; }

    /// <summary>What a holder does when its term has ended in peace; by default nothing.</summary>
    public Task Finishing { get; set; } = Task.CompletedTask;

    /// <summary>Runs when the database has done what was asked, before the answer is read.</summary>
    public Action? AfterAsking { get; set; }

    /// <summary>Runs when a term begins.</summary>
    public Action<LeaseTerm>? Begun { get; set; }

    /// <summary>What a holder throws instead of holding.</summary>
    public Exception? Mistake { get; set; }

    /// <summary>How the keeper ends.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public bool IsStopped => _clock.IsStopped;

    public bool IsDead { get; private set; }

    public LeaseKeeper Keeper => _keeper;

    /// <summary>The terms in which it would do something this instant, if it were asked.</summary>
    public IReadOnlyList<LeaseTerm> Acting => IsDead || IsStopped ? [] : [.. _terms.Where(term => term.IsHeld)];

    public IEnumerable<string> Accounts => Acting.Select(term => term.Name);

    /// <summary>Begins, and makes its first turn before it returns.</summary>
    public FakeHost Start(IReadOnlyList<string> accounts)
    {
        Inline.Run(() => Running = _keeper.RunAsync(accounts, HoldAsync, _stopping.Token));
        return this;
    }

    /// <summary>The next term that begins.</summary>
    public ValueTask<LeaseTerm> NextTermAsync() => _begun.Reader.ReadAsync(TestTimeout.Token);

    /// <summary>As SIGSTOP does.</summary>
    public void Stop() => _clock.Stop();

    /// <summary>As SIGCONT does.</summary>
    public void Continue() => Inline.Run(_clock.Continue);

    /// <summary>As SIGKILL does.</summary>
    public void Kill()
    {
        IsDead = true;
        _clock.Stop();
    }

    /// <summary>Stops it cleanly.</summary>
    public Task LeaveAsync()
    {
        Inline.Run(_stopping.Cancel);
        return Running.WaitAsync(TestTimeout.Token);
    }

    public async ValueTask DisposeAsync()
    {
        (IsDead, Link, AfterAsking) = (false, Link.Works, null);
        Continue();
        await LeaveAsync();
        _stopping.Dispose();
    }

    public Task<LeaseView> RenewAsync(
        HostIdentity host, IReadOnlyCollection<string> held, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        AskAsync(() => _leases.RenewAsync(host, held, timeToLive, cancellationToken), cancellationToken);

    public Task<long?> TryTakeAsync(HostIdentity host, string account, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        AskAsync(() => _leases.TryTakeAsync(host, account, timeToLive, cancellationToken), cancellationToken);

    public Task ReleaseAsync(HostIdentity host, string account, long epoch, CancellationToken cancellationToken) =>
        AskAsync(() => DoneAsync(_leases.ReleaseAsync(host, account, epoch, cancellationToken)), cancellationToken);

    public Task LeaveAsync(HostIdentity host, CancellationToken cancellationToken) =>
        AskAsync(() => DoneAsync(_leases.LeaveAsync(host, cancellationToken)), cancellationToken);

    public override string ToString() =>
        $"{Name}{(IsDead ? " dead" : IsStopped ? " stopped" : "")} {Link} [{string.Join(' ', Acting.Select(t => $"{t.Name}/{t.Epoch}"))}]";

    private static async Task<bool> DoneAsync(Task task)
    {
        await task;
        return true;
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        await _clock.Running;
        switch (Link)
        {
            case Link.Cut:
                throw new StorageException("The cable is cut.", new IOException());
            case Link.Hangs:
                var never = new TaskCompletionSource();
                await using (cancellationToken.Register(() => never.TrySetCanceled(cancellationToken)))
                {
                    await never.Task;
                }

                break;
        }

        var answer = await ask();
        AfterAsking?.Invoke();
        await _clock.Running;
        return Link == Link.LosesAnswers ? throw new StorageException("The answer got lost.", new IOException()) : answer;
    }

    private async Task HoldAsync(LeaseTerm term)
    {
        var ended = new TaskCompletionSource();
        await using var registration = term.Ended.Register(ended.SetResult);
        _terms.Add(term);
        _begun.Writer.TryWrite(term);
        Begun?.Invoke(term);
        try
        {
            await (Mistake is null ? ended.Task : Task.FromException(Mistake));
            var lost = new TaskCompletionSource();
            await using var loss = term.Lost.Register(lost.SetResult);
            await Task.WhenAny(Finishing, lost.Task);
        }
        finally
        {
            _terms.Remove(term);
        }
    }
}
