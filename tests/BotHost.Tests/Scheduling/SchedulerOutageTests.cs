using BotPlatform.BotHost.Scheduling;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Postgres;
using BotPlatform.Contracts.Announcements;
using BotPlatform.TestKit.Servers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotPlatform.BotHost.Tests.Scheduling;

/// <summary>The database of the schedules goes away and comes back.</summary>
public sealed class SchedulerOutageTests
{
    private static readonly AnnouncementSchedule EachSecond = new() { Cron = "* * * * * ?", Misfire = ScheduleMisfire.CatchUp };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_goes_away_loses_no_run_and_doubles_none(bool isShared)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = new PostgresDatabase(await server.NewDatabaseAsync());
        await using var scene = await SchedulerScene.StartAsync(database, TimeProvider.System, isShared, "--Scheduling:CheckInEvery=00:00:01");
        await scene.SetAsync("one", EachSecond);
        var first = await scene.NextAsync();

        await server.KillAsync();
        await Until.TrueAsync(async () => await StatusAsync(scene) == HealthStatus.Degraded);
        await Assert.ThrowsAsync<StorageException>(() => scene.SetAsync("two", EachSecond));
        var back = TimeProvider.System.GetUtcNow();
        await server.StartAgainAsync();

        var dues = new List<DateTimeOffset> { first };
        while (dues[^1] < back + TimeSpan.FromSeconds(3))
        {
            dues.Add(await scene.NextAsync());
        }

        Assert.Equal(Enumerable.Range(0, dues.Distinct().Count()).Select(second => first.AddSeconds(second)), dues.Distinct().Order());
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(scene));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_is_away_at_the_start_is_waited_for(bool isShared)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = new PostgresDatabase(await server.NewDatabaseAsync());
        await server.KillAsync();

        await using var scene = await SchedulerScene.BeginAsync(database, TimeProvider.System, isShared);
        Assert.Equal(HealthStatus.Degraded, await StatusAsync(scene));
        var setting = scene.SetAsync("one", EachSecond);
        await server.StartAgainAsync();

        Assert.NotNull(await setting);
        await scene.NextAsync();
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(scene));
    }

    [Fact]
    public async Task A_host_that_never_reached_it_stops()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = new PostgresDatabase(await server.NewDatabaseAsync());
        await server.KillAsync();
        await using var scene = await SchedulerScene.BeginAsync(database, TimeProvider.System);

        await scene.StopAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.SetAsync("one", EachSecond));
    }

    private static async Task<HealthStatus> StatusAsync(SchedulerScene scene) =>
        (await new SchedulingHealthCheck(scene.Host, scene.Schedules).CheckHealthAsync(new HealthCheckContext(), TestTimeout.Token)).Status;
}
