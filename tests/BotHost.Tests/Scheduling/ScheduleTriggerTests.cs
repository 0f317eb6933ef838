using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Scheduling;

/// <summary>What the scheduler fires is what people were shown.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class ScheduleTriggerTests(Databases databases)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 28, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<AnnouncementSchedule> Schedules =>
    [
        new AnnouncementSchedule { Cron = "30 2 * * *", TimeZone = "Europe/Berlin" },
        new AnnouncementSchedule { Cron = "*/30 * * * *", TimeZone = "Europe/Berlin" },
        new AnnouncementSchedule { Rule = "FREQ=DAILY;COUNT=6", From = "2026-03-25T02:30", TimeZone = "Europe/Berlin" },
        new AnnouncementSchedule { Rule = "FREQ=HOURLY", From = "2026-03-25T00:30", TimeZone = "Europe/Berlin", Until = "2026-03-29T05:00" },
        new AnnouncementSchedule { Every = TimeSpan.FromDays(1), From = "2026-03-25T02:30", TimeZone = "Europe/Berlin" },
        new AnnouncementSchedule { Every = TimeSpan.FromMinutes(90), TimeZone = "Europe/Berlin" },
        new AnnouncementSchedule { At = "2026-03-29T02:30", TimeZone = "Europe/Berlin" },
    ];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void A_trigger_fires_at_the_runs_that_are_shown(AnnouncementSchedule schedule)
    {
        foreach (var misfire in Enum.GetValues<ScheduleMisfire>())
        {
            var clock = new ManualClock(Start);
            var trigger = new ScheduleTrigger(schedule with { Misfire = misfire }, TimeSpan.FromMinutes(1), clock) { StartTimeUtc = Start };
            var fired = new List<DateTimeOffset>();
            for (var next = trigger.ComputeFirstFireTimeUtc(null); next is not null && fired.Count < 10; next = trigger.NextFireTimeUtc)
            {
                clock.Advance(next.Value - clock.GetUtcNow());
                trigger.Triggered(null);
                fired.Add(trigger.PreviousFireTimeUtc!.Value);
            }

            Assert.Equal(Schedule.Read(schedule, Start).Next(Start).Select(run => run.At), fired);
        }
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public async Task So_does_the_scheduler(AnnouncementSchedule schedule)
    {
        var clock = new ManualClock(Start);
        await using var scene = await SchedulerScene.StartAsync(await databases.NewAsync(DatabaseKind.Sqlite), clock);
        await scene.SetAsync("one", schedule);

        foreach (var run in Schedule.Read(schedule, Start).Next(Start, 4))
        {
            Assert.Equal(run.At, await scene.NextAsync(run.At));
        }
    }
}
