using System.Globalization;
using Quartz;

namespace BotPlatform.BotHost.Scheduling.Jobs;

/// <summary>The only class that Quartz runs. Its group says what is to be done, so that classes can be renamed without losing schedules.</summary>
[DisallowConcurrentExecution]
internal sealed class ScheduledJob(JobRuns runs) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await runs.RunAsync(new DueRun(context.JobDetail.Key.Group, context.JobDetail.Key.Name, DueAt(context)), cancellationToken);

    // A run that a host did not finish has a trigger of its own, which says when the run was due.
    private static DateTimeOffset DueAt(IJobExecutionContext context) =>
        context.Recovering
        && context.MergedJobDataMap.GetString(SchedulerConstants.FailedJobOriginalTriggerScheduledFireTime) is { } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime()
            : context.ScheduledFireTimeUtc!.Value.ToUniversalTime();
}
