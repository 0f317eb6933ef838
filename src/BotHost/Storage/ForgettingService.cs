using BotPlatform.BotHost.Storage.Queues;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Storage;

/// <summary>Forgets old ids from time to time.</summary>
internal sealed partial class ForgettingService(
    IQueueStore queues,
    IOptions<StorageOptions> options,
    TimeProvider time,
    ILogger<ForgettingService> logger) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RememberFor / 10, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await ForgetAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        try
        {
            await queues.ForgetAsync(time.GetUtcNow() - options.Value.RememberFor, cancellationToken);
        }
        catch (StorageException error)
        {
            LogNotForgotten(error.Message); // the next time
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old ids are not forgotten yet: {Problem}")]
    private partial void LogNotForgotten(string problem);
}
