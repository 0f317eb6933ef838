using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Storage;

namespace BotPlatform.BotHost.HandOff;

/// <summary>Hears of what other hosts add to queues that this one works on.</summary>
internal sealed partial class QueueListener(
    Database database, DurableQueues queues, Deployment deployment, TimeProvider time, ILogger<QueueListener> logger) : BackgroundService
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

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
                        queues.Wake(queue);
                    },
                    stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StorageException error)
            {
                var delay = Backoff.Delay(failed++, FirstDelay, MaxDelay);
                LogDeaf(delay.TotalSeconds, error.Message);
                await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What other hosts add to queues is noticed late; listening again in {Seconds:0.0} s: {Problem}")]
    private partial void LogDeaf(double seconds, string problem);
}
