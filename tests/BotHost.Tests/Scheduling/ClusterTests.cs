using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.BotHost.Storage.Postgres;
using BotPlatform.BotHost.Tests.Storage;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Scheduling;

/// <summary>Hosts that share a PostgreSQL database.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class ClusterTests(Databases databases)
{
    [Fact]
    public async Task Hosts_that_start_together_make_the_tables_and_set_the_same_schedule_once()
    {
        var hosts = await StartAsync(3, TimeProvider.System);
        try
        {
            var next = await Task.WhenAll(hosts.Select(host => host.SetAsync("one", new AnnouncementSchedule { Cron = "0 0 1 1 *" })));

            Assert.NotNull(Assert.Single(next.Distinct()));
            Assert.Single(await hosts[0].Schedules.ListAsync(SchedulerScene.Group, TestTimeout.Token));
        }
        finally
        {
            await StopAsync(hosts);
        }
    }

    [Fact]
    public async Task Each_run_is_carried_out_by_one_host()
    {
        var hosts = await StartAsync(2, TimeProvider.System);
        try
        {
            string[] ids = ["one", "two", "three"];
            foreach (var id in ids)
            {
                await hosts[0].SetAsync(id, new AnnouncementSchedule { Cron = "* * * * * ?" });
            }

            var runs = new List<DueRun>();
            await Until.TrueAsync(() =>
            {
                runs.AddRange(hosts.SelectMany(host => host.Rest()));
                return ids.All(id => runs.Count(run => run.Id == id) > 6);
            });

            foreach (var id in ids)
            {
                var dues = runs.Where(run => run.Id == id).Select(run => run.DueAt).Order().ToList();
                Assert.Equal(Enumerable.Range(0, dues.Count).Select(second => dues[0].AddSeconds(second)), dues);
            }
        }
        finally
        {
            await StopAsync(hosts);
        }
    }

    [Fact]
    public async Task What_a_host_does_not_finish_before_it_stops_is_done_by_the_other()
    {
        var hosts = await StartAsync(2, TimeProvider.System, "--Scheduling:StopTimeout=00:00:00");
        try
        {
            var began = new TaskCompletionSource<SchedulerScene>(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var host in hosts)
            {
                host.Act = (_, token) => began.TrySetResult(host) ? new TaskCompletionSource().Task.WaitAsync(token) : Task.CompletedTask;
            }

            var due = TimeProvider.System.GetUtcNow().AddSeconds(1);
            await hosts[0].SetAsync("one", new AnnouncementSchedule { At = $"{due:yyyy-MM-dd'T'HH:mm:ss}" });
            var first = await began.Task.WaitAsync(TestTimeout.Token);
            await first.StopAsync();

            Assert.Equal(due.ToUnixTimeSeconds(), (await hosts.Single(host => host != first).NextAsync()).ToUnixTimeSeconds());
        }
        finally
        {
            await StopAsync(hosts);
        }
    }

    private async Task<SchedulerScene[]> StartAsync(int count, TimeProvider time, params string[] settings)
    {
        var server = await (await databases.Postgres).NewDatabaseAsync();
        return await Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
            SchedulerScene.StartAsync(new PostgresDatabase(server), time, isShared: true, settings)));
    }

    private static async Task StopAsync(SchedulerScene[] hosts)
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }
}
