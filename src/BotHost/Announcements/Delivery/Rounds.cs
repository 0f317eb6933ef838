using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Delivery;

/// <summary>
/// Sends the runs of one account, round by round: in each, every run in the order in which they were due sends what it may, as long as there is
/// room for more on its way. A run that waits keeps those behind it from nothing.
/// </summary>
internal sealed partial class Rounds(
    AccountConnection account,
    AccountDesk desk,
    IAnnouncementStore store,
    Launcher launcher,
    IQuietTimes quiet,
    TimeProvider time,
    ILogger logger)
{
    // Of those who are given up, in one transaction.
    private const int MaxExpired = 1000;

    // So that what is held back by a rate leaves in handfuls, and not one by one.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);

    private readonly Dictionary<long, RunDelivery> _runs = [];
    private readonly RunFaults _faults = new(time, logger);
    private int _countAtLook = -1;
    private DateTimeOffset _lookedAt;

    /// <summary>In case that nobody told of what another host has changed.</summary>
    public static TimeSpan LookEvery { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the runs have changed since they were read.</summary>
    public bool IsOutdated { get; set; } = true;

    /// <summary>Whether the last round found no connection.</summary>
    public bool LacksConnection { get; private set; }

    /// <summary>Learns what an earlier process or another host has left on its way.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        desk.MayHaveRuns = true; // another host may have sent some meanwhile
        desk.MayHaveRuns = await store.HasRunsAsync(account.Account, cancellationToken);
        if (desk.Dialogs.Distance > TimeSpan.Zero)
        {
            var since = time.GetUtcNow() - desk.Dialogs.Distance;
            foreach (var (dialog, at) in await store.RecentDialogsAsync(account.Account, since, cancellationToken))
            {
                desk.Dialogs.Take(dialog, at);
            }
        }

        await ReadRunsAsync(cancellationToken);
        await CountOnTheWayAsync(cancellationToken);
    }

    /// <summary>Sends what may leave now.</summary>
    /// <returns>How long nothing more may, unless something changes.</returns>
    public async Task<TimeSpan> MakeAsync(CancellationToken cancellationToken)
    {
        var isTimeToLook = (time.GetUtcNow() - _lookedAt).Duration() >= LookEvery;
        if (IsOutdated || isTimeToLook)
        {
            IsOutdated = false;
            await ReadRunsAsync(cancellationToken);
        }

        if (isTimeToLook)
        {
            if (desk.InFlight.Count > 0 && desk.InFlight.Count == _countAtLook)
            {
                await CountOnTheWayAsync(cancellationToken); // what another host has finished was not told here
            }

            (_countAtLook, _lookedAt) = (desk.InFlight.Count, time.GetUtcNow());
        }

        var wait = LookEvery;
        LacksConnection = false;
        foreach (var run in _runs.Values.OrderBy(one => !one.Run.IsTest).ThenBy(one => one.Run.DueAt).ThenBy(one => one.Run.Number).ToList())
        {
            var (reason, until) = await TrySendAsync(run, cancellationToken);
            run.WaitsFor = reason ?? (desk.Pace.SlowedTo is { } slow ? $"slowed down to {slow:0.#} a second: the network wants less" : null);
            wait = until < wait ? until : wait;
            wait = run.Run.ExpiresAt - time.GetUtcNow() is { } left && left > TimeSpan.Zero && left < wait ? left : wait;
            await TellAsync(run, cancellationToken);
        }

        return wait;
    }

    /// <summary>What is wrong with one run alone keeps the others from nothing.</summary>
    private async Task<(string? Reason, TimeSpan Wait)> TrySendAsync(RunDelivery run, CancellationToken cancellationToken)
    {
        if (_faults.Find(run.Run.Number) is { } fault)
        {
            return fault;
        }

        try
        {
            return await SendAsync(run, cancellationToken);
        }
        catch (Exception error) when (error is not (StorageException or OperationCanceledException))
        {
            run.Forget();
            return (_faults.Add(run.Run, error), LookEvery);
        }
    }

    private async Task<(string? Reason, TimeSpan Wait)> SendAsync(RunDelivery run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await run.PeekAsync(cancellationToken) is null)
        {
            return (null, await EndAsync(run, cancellationToken));
        }

        if (run.Run.ExpiresAt <= now)
        {
            await ExpireAsync(run, cancellationToken);
            return (null, TimeSpan.MaxValue);
        }

        if (run.Run.Definition.QuietHours is { } hours && !run.Run.IsTest && quiet.EndOf(hours, now) is { } end)
        {
            return ($"quiet until {end:u}", end - now);
        }

        if (account.Current is { } connector)
        {
            return await SendAsync(run, connector, cancellationToken);
        }

        LacksConnection = true;
        return ("no connection", TimeSpan.MaxValue);
    }

    private async Task<(string? Reason, TimeSpan Wait)> SendAsync(
        RunDelivery run, IChatConnector connector, CancellationToken cancellationToken)
    {
        var (rows, wait, reason) = (new List<LedgerRow>(), TimeSpan.Zero, (string?)null);
        for (var room = desk.InFlight.Room; rows.Count < room && await run.PeekAsync(cancellationToken) is { } next; rows.Add(run.Take()))
        {
            var atDialog = desk.Dialogs.WaitFor(next.Dialog);
            wait = Longest(desk.Pace.Wait, run.Wait, atDialog);
            if (wait > TimeSpan.Zero)
            {
                reason = wait == atDialog ? "the recipient has just got another announcement" : null;
                wait = wait > ShortestWait ? wait : ShortestWait;
                break;
            }

            desk.Pace.Take();
            desk.Dialogs.Take(next.Dialog);
        }

        if (rows.Count > 0)
        {
            await BeginAsync(run, cancellationToken);
            desk.MayHaveRuns = true;
            if (!await launcher.LaunchAsync(run.Run, rows, connector, cancellationToken))
            {
                run.Forget();
                IsOutdated = true;
            }
        }

        // Without room the end of what is on its way wakes.
        return (reason, wait > TimeSpan.Zero ? wait : IsOutdated || desk.InFlight.Room > 0 ? TimeSpan.Zero : TimeSpan.MaxValue);
    }

    private async Task BeginAsync(RunDelivery run, CancellationToken cancellationToken)
    {
        if (run.Run.StartedAt is null)
        {
            await store.BeginRunAsync(run.Run.Number, cancellationToken);
            run.Run = run.Run with { StartedAt = time.GetUtcNow() };
            LogBegun(run.Run.Definition.Name, run.Run.DueAt);
        }
    }

    private async Task<TimeSpan> EndAsync(RunDelivery run, CancellationToken cancellationToken)
    {
        var number = run.Run.Number;
        if (desk.InFlight.HasAny(number))
        {
            return TimeSpan.MaxValue;
        }

        var counts = await store.CountAsync(number, cancellationToken);
        if (counts.Count == 0)
        {
            await store.MoveRunAsync(
                number, [RunState.Sending], RunState.Failed, "There is nobody to send it to.", audit: null, cancellationToken);
            LogNobody(run.Run.Definition.Name, run.Run.DueAt);
        }
        else if (await store.CompleteRunAsync(number, cancellationToken))
        {
            LogCompleted(run.Run.Definition.Name, run.Run.DueAt, counts.Values.Sum());
        }

        return TimeSpan.MaxValue; // either the bell has rung, or it is looked at again
    }

    private async Task ExpireAsync(RunDelivery run, CancellationToken cancellationToken)
    {
        var given = 0;
        for (var some = MaxExpired; some == MaxExpired; given += some)
        {
            some = await store.FailPendingAsync(run.Run.Number, "expired", MaxExpired, cancellationToken);
        }

        await store.MoveRunAsync(
            run.Run.Number, [RunState.Sending], RunState.Expired, $"It expired before {given} recipients got it.", audit: null, cancellationToken);
        LogExpired(run.Run.Definition.Name, run.Run.DueAt, given);
    }

    private async Task ReadRunsAsync(CancellationToken cancellationToken)
    {
        var open = (await store.OpenRunsAsync(account.Account, cancellationToken)).Where(run => run.State == RunState.Sending).ToList();
        foreach (var over in _runs.Keys.Except(open.Select(run => run.Number)).ToList())
        {
            _runs.Remove(over);
        }

        _faults.Keep(open.Select(run => run.Number));

        foreach (var run in open)
        {
            if (_runs.TryGetValue(run.Number, out var known))
            {
                known.Run = run;
            }
            else
            {
                _runs.Add(run.Number, new RunDelivery(run, store, time));
            }
        }
    }

    private async Task CountOnTheWayAsync(CancellationToken cancellationToken)
    {
        var found = new List<(string, long)>();
        foreach (var run in _runs.Values.Select(one => one.Run))
        {
            var rows = await store.ReadAsync(run.Number, [RecipientState.Sent], 0, int.MaxValue, cancellationToken);
            found.AddRange(rows.Select(row => (LedgerAddress.Of(run, row.Dialog).CommandId, run.Number)));
        }

        desk.InFlight.Replace(found);
    }

    private async Task TellAsync(RunDelivery run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (run.Told is null || run.Told.WaitsFor != run.WaitsFor || (now - run.Told.At).Duration() >= TellEvery)
        {
            run.Told = new RunWord(run.Speed.PerSecond, run.WaitsFor, now);
            await store.TellAsync(run.Run.Number, run.Told.Rate, run.Told.WaitsFor, cancellationToken);
        }
    }

    private static TimeSpan Longest(params ReadOnlySpan<TimeSpan> waits)
    {
        var longest = TimeSpan.Zero;
        foreach (var wait in waits)
        {
            longest = wait > longest ? wait : longest;
        }

        return longest;
    }

    [LoggerMessage(LogLevel.Information, "Announcement {Name}, due at {DueAt:u}, is being sent.")]
    private partial void LogBegun(string name, DateTimeOffset dueAt);

    [LoggerMessage(LogLevel.Information, "Announcement {Name}, due at {DueAt:u}, was sent to {Count} recipients.")]
    private partial void LogCompleted(string name, DateTimeOffset dueAt, long count);

    [LoggerMessage(LogLevel.Warning, "Announcement {Name}, due at {DueAt:u}, expired; {Count} recipients did not get it.")]
    private partial void LogExpired(string name, DateTimeOffset dueAt, int count);

    [LoggerMessage(LogLevel.Warning, "Announcement {Name}, due at {DueAt:u}, has no recipients.")]
    private partial void LogNobody(string name, DateTimeOffset dueAt);
}
