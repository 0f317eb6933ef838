using BotPlatform.BotHost.Bus;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>
/// Runs a loop for every account. When the host stops it reads no further, lets bots and sends finish for a while, and closes
/// the connections last.
/// </summary>
internal sealed partial class ConnectorWorker(
    AccountConnections accounts,
    AccountLoop loop,
    WorkInFlight work,
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
        if (!await work.DrainAsync(either.Token))
        {
            LogAbandoned(work.Events.InUse, work.Commands.InUse, options.Value.StopTimeout.TotalSeconds);
        }

        _drained.TrySetResult(); // stopping twice is harmless
        await stopped;
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(accounts.All.Select(account => loop.RunAsync(account, _drained.Task, stoppingToken)));

    [LoggerMessage(LogLevel.Warning,
        "Stopped with {Events} events and {Commands} messages unfinished after {Seconds:0.0} s; they are lost.")]
    private partial void LogAbandoned(int events, int commands, double seconds);
}
