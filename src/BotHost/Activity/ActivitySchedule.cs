using BotPlatform.BotHost.Storage;
using BotPlatform.Connectors;
using Microsoft.Extensions.Options;
using Quartz;

namespace BotPlatform.BotHost.Activity;

/// <summary>Enters the turns of all accounts into the schedule at start.</summary>
internal sealed class ActivitySchedule(
    IEnumerable<IChatConnectorFactory> networks, IOptions<ActivityOptions> options, ISchedulerFactory schedulers) : IHostedService
{
    private const string Group = "activity";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var account in networks.SelectMany(network => network.Accounts).Select(AccountName.Of))
        {
            await scheduler.ScheduleJob(Job(account), Trigger(account), cancellationToken: cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IJobDetail Job(string account) =>
        JobBuilder.Create<ActivityPollJob>()
            .WithIdentity(account, Group)
            .UsingJobData(ActivityPollJob.AccountKey, account)
            .Build();

    private ITrigger Trigger(string account) =>
        TriggerBuilder.Create()
            .WithIdentity(account, Group)
            .WithSimpleSchedule(schedule => schedule
                .WithInterval(options.Value.Turn)
                .RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
            .StartNow()
            .Build();
}
