using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Waiting;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Activity;

/// <summary>Sets the turns of the accounts for which somebody watches users, and takes back those of the others.</summary>
internal sealed class ActivitySchedule(
    JobSchedules schedules, IOptions<ActivityOptions> options, TimeProvider time, ILogger<ActivitySchedule> logger)
{
    private readonly Outage _outage = new("The turns of watched users", "be set", time, logger);

    /// <summary>Sets or takes back the turns of an account, as soon as the database of the schedules answers. Does not throw.</summary>
    public async Task SettleAsync(string account, bool isWatching, CancellationToken cancellationToken)
    {
        var turn = TimeSpan.FromSeconds(Math.Max(1, Math.Round(options.Value.Turn.TotalSeconds)));
        try
        {
            await _outage.OutlastAsync(
                token => isWatching
                    ? schedules.SetEveryAsync(ActivityPollJob.Group, account, turn, token)
                    : schedules.RemoveAsync(ActivityPollJob.Group, account, token),
                cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever holds the account next does it.
        }
    }
}
