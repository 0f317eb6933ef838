using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.HandOff;

/// <summary>Hears of what other hosts add to queues that this one works on, and what else they tell in passing.</summary>
internal sealed class QueueListener(
    Database database,
    DurableQueues queues,
    IEnumerable<IHearsHosts> others,
    Deployment deployment,
    TimeProvider time,
    ILogger<QueueListener> logger) : BackgroundService
{
    private readonly Outage _outage = new("What other hosts add to queues", "be noticed at once", time, logger);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failed = 0; deployment.IsShared && !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await database.ListenAsync(
                    queue =>
                    {
                        failed = 0;
                        _outage.End(this);
                        queues.Wake(queue);
                        foreach (var other in others)
                        {
                            other.Hear(queue);
                        }
                    },
                    stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StorageException error)
            {
                _outage.Begin(this, error);
                await Task.Delay(Backoff.OfServices.Delay(failed++), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
