namespace BotPlatform.BotHost.Storage.Parked;

/// <summary>Says at the start how much is parked, so that nobody forgets it.</summary>
internal sealed partial class ParkedNotice(ParkedStore parked, ILogger<ParkedNotice> logger) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await parked.CountAsync(new ParkedFilter(), stoppingToken) is > 0 and var count)
            {
                LogParked(count);
            }
        }
        catch (StorageException error)
        {
            LogNotCounted(error.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} items are parked, which bots could not handle: the command 'parked list' shows them.")]
    private partial void LogParked(long count);

    [LoggerMessage(LogLevel.Warning, "It is not known how much is parked: {Problem}")]
    private partial void LogNotCounted(string problem);
}
