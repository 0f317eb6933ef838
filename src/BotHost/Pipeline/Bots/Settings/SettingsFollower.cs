using BotPlatform.BotHost.Waiting;

namespace BotPlatform.BotHost.Pipeline.Bots.Settings;

/// <summary>Follows what is set for bots on other hosts.</summary>
internal sealed class SettingsFollower(BotSettings settings, TimeProvider time, ILogger<SettingsFollower> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly Outage _outage = new("What is set for bots", "be read", time, logger);

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anything flows: a bot that is off shall not begin with what waits for it.
        await _outage.OutlastAsync(settings.ReadAsync, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await _outage.OutlastAsync(settings.ReadAsync, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }
}
