using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.BotHost.Waiting;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>
/// Keeps the accounts connected that this host holds. When the host stops it reads no further, lets bots and sends finish for a while,
/// and closes the connections last.
/// </summary>
internal sealed partial class ConnectorWorker(
    AccountConnections accounts,
    AccountHolder holder,
    [FromKeyedServices(LeaseGroups.Accounts)] ILeases leases,
    IEventHandOff events,
    SendWorker sends,
    IOtherHosts others,
    AccountWorks works,
    Abandonment abandonment,
    IOptions<BusOptions> options,
    TimeProvider time,
    ILogger<ConnectorWorker> logger) : BackgroundService
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        var stopped = base.StopAsync(cancellationToken); // ends the reading, then waits for the loops
        using var deadline = new CancellationTokenSource(options.Value.StopTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await events.DrainAsync(either.Token); // what bots have handled is out at the send service before it is finished here
            await sends.DrainAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            LogAbandoned(events.InFlight + sends.InFlight, options.Value.StopTimeout.TotalSeconds);
        }

        await abandonment.BeginAsync();
        _drained.TrySetResult(); // stopping twice is harmless
        await stopped;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await events.PrepareAsync(stoppingToken);
        await Task.WhenAll(
            events.RunAsync(abandonment.Token),
            sends.RunAsync(abandonment.Token),
            leases.RunAsync([.. accounts.All.Select(account => account.Name)], HoldAsync, stoppingToken));
    }

    private async Task HoldAsync(LeaseTerm term)
    {
        var account = accounts.All.Single(one => one.Name == term.Name);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(term.Lost, abandonment.Token);
        using var sending = sends.Open(account.Account);
        await using var answering = others.AnswerFor(account.Account);
        var running = sending.RunAsync(over.Token);
        var working = works.RunAsync(account.Account, term.Ended);
        await holder.HoldAsync(account, term, _ => DrainAsync(term, sending));
        await over.CancelAsync();
        await Task.WhenAll(running, working);
    }

    private async Task DrainAsync(LeaseTerm term, AccountSends sending)
    {
        if (term.End == TermEnd.Stopping)
        {
            await _drained.Task;
            return;
        }

        sending.Close();
        using var deadline = new CancellationTokenSource(options.Value.StopTimeout, time);
        await sending.WhenIdleAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(LogLevel.Warning,
        "Stopped with {Count} events and commands unfinished after {Seconds:0.0} s; the next start goes on with them.")]
    private partial void LogAbandoned(int count, double seconds);
}
