using Quartz;

namespace BotPlatform.BotHost.Activity;

/// <summary>Tells that it is time to look for the users of an account. It asks nobody itself.</summary>
internal sealed class ActivityPollJob(ActivityBells bells) : IJob
{
    /// <summary>The job's data: the name of the account.</summary>
    public const string AccountKey = "account";

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        bells.Ring(context.MergedJobDataMap.GetString(AccountKey)!);
        return ValueTask.CompletedTask;
    }
}
