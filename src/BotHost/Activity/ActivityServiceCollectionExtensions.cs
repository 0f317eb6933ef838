using BotPlatform.BotHost.Activity.Hearing;
using BotPlatform.BotHost.Activity.Judging;
using BotPlatform.BotHost.Activity.Looking;
using BotPlatform.BotHost.Activity.Watching;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Scheduling;
using BotPlatform.BotHost.Storage;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Activity;

/// <summary>Registers what watches the last activity of users.</summary>
internal static class ActivityServiceCollectionExtensions
{
    public static IServiceCollection AddActivity(this IServiceCollection services)
    {
        services.AddSection<ActivityOptions>("Activity");
        return services
            .AddSingleton<IValidateOptions<ActivityOptions>, ActivityOptionsValidator>()
            .AddSingleton<WatchList>()
            .AddSingleton<AccountActivities>()
            .AddSingleton<Memberships>()
            .AddSingleton<Looker>()
            .AddSingleton<ActivityRecorder>()
            .AddSingleton<ActivityPoller>()
            .AddSingleton<ActivitySubscriptions>()
            .AddSingleton<ActivityBells>()
            .AddSingleton<IHearsHosts>(provider => provider.GetRequiredService<ActivityBells>())
            .AddSingleton<ActivitySchedule>()
            .AddScheduledJob<ActivityPollJob>(ActivityPollJob.Group)
            .AddSingleton<IWitness, TalkWitness>()
            .AddSingleton<IWitness, PushWitness>()
            .AddSingleton<IHearsAnswers, BotWatches>()
            .AddSingleton<IAccountWork, ActivityWork>();
    }
}
