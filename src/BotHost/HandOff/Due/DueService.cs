using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage.Due;
using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.HandOff.Due;

/// <summary>
/// Moves what bots have put off to its queue as soon as it is due: commands to their account's, timers to their bot's. Each host does it for all of
/// them; what one has moved is there for no other.
/// </summary>
internal sealed class DueService(
    DurableQueues queues, DueStore store, DueAlarm alarm, Deployment deployment, TimeProvider time, ILogger<DueService> logger)
    : BackgroundService
{
    private const int AtOnce = 100;

    // What another host puts off is its own to move, unless it dies.
    private static readonly TimeSpan LookEveryShared = TimeSpan.FromSeconds(5);

    // In case that somebody sets the clock.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly Outage _outage = new("What is due", "be put in line", time, logger);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                alarm.Begin();
                var next = await _outage.OutlastAsync(store.NextAsync, stoppingToken);
                if (next <= time.GetUtcNow())
                {
                    await _outage.OutlastAsync(token => queues.MoveDueAsync(time.GetUtcNow(), AtOnce, token), stoppingToken);
                    continue;
                }

                await alarm.WaitAsync(next, deployment.IsShared ? LookEveryShared : LookEvery, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping; the next process moves what is due.
        }
    }
}
