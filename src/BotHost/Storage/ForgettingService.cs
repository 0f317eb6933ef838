using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Storage.States;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Storage;

/// <summary>Forgets old ids, what bots remember no longer, and old runs of announcements, from time to time.</summary>
internal sealed partial class ForgettingService(
    Database database,
    IQueueStore queues,
    StateStore states,
    IAnnouncementStore announcements,
    IOptions<StorageOptions> options,
    TimeProvider time,
    ILogger<ForgettingService> logger) : BackgroundService
{
    private const int AtOnce = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan WritersFor = TimeSpan.FromDays(7);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await ForgetAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
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
            // In small steps, so that nobody waits long for the database.
            while (await queues.ForgetAsync(time.GetUtcNow() - options.Value.RememberFor, AtOnce, cancellationToken) == AtOnce)
            {
            }

            while (await states.ForgetAsync(time.GetUtcNow(), AtOnce, cancellationToken) == AtOnce)
            {
            }

            while (await announcements.ForgetAsync(time.GetUtcNow() - options.Value.KeepRunsFor, AtOnce, cancellationToken) == AtOnce)
            {
            }

            await CommitMark.ForgetAsync(database, time.GetUtcNow() - WritersFor, cancellationToken);
        }
        catch (StorageException error)
        {
            LogNotForgotten(error.Message); // the next time
        }
    }

    [LoggerMessage(LogLevel.Warning, "What is old is not forgotten yet: {Problem}")]
    private partial void LogNotForgotten(string problem);
}
