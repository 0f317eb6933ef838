using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.HandOff;

/// <summary>Hears of what other hosts add to queues that this one works on, and change of announcements.</summary>
internal sealed class QueueListener(
    Database database,
    DurableQueues queues,
    AnnouncementBell announcements,
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
                        announcements.Hear(queue);
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
