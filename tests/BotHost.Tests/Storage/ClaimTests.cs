using BotPlatform.BotHost.Health;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Claims;
using BotPlatform.BotHost.Storage.Postgres;
using BotPlatform.TestKit.Servers;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>Which hosts may use a database at the same time.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class ClaimTests(Databases databases) : IDisposable
{
    private const string Claims = """
        SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private readonly ManualClock _clock = new();
    private readonly Logs _logs = new();

    public void Dispose() => _logs.Dispose();

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_host_that_is_alone_keeps_another_one_away_until_it_stops(DatabaseKind kind)
    {
        var database = await databases.NewAsync(kind);

        await using var claim = await database.TryClaimAsync(isShared: false, TestTimeout.Token);
        Assert.NotNull(claim);
        Assert.Null(await database.TryClaimAsync(isShared: false, TestTimeout.Token));
        await claim.DisposeAsync();
        await using var next = await database.TryClaimAsync(isShared: false, TestTimeout.Token);

        Assert.NotNull(next);
    }

    [Fact]
    public async Task Hosts_that_share_go_together_and_not_with_one_that_is_alone()
    {
        var database = await databases.NewAsync(DatabaseKind.Postgres);

        await using var first = await database.TryClaimAsync(isShared: true, TestTimeout.Token);
        await using var second = await database.TryClaimAsync(isShared: true, TestTimeout.Token);
        Assert.NotNull(first);
        Assert.NotNull(second);
        await first.DisposeAsync();
        Assert.Null(await database.TryClaimAsync(isShared: false, TestTimeout.Token));
        await second.DisposeAsync();
        await using var alone = await database.TryClaimAsync(isShared: false, TestTimeout.Token);

        Assert.NotNull(alone);
        Assert.Null(await database.TryClaimAsync(isShared: true, TestTimeout.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_claim_is_taken_again_when_the_database_is_back(bool isShared)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = new PostgresDatabase(await server.NewDatabaseAsync());
        await using var keeper = await KeepAsync(database, isShared);
        Assert.Null(keeper.Problem);

        await server.KillAsync();
        await _logs.WaitForAsync("Debug: Other hosts cannot be kept away yet", TestTimeout.Token);
        Assert.Contains("does not answer", keeper.Problem, StringComparison.Ordinal);
        await server.StartAgainAsync();
        await AdvanceUntilAsync("Information: ");

        Assert.Null(keeper.Problem);
        Assert.Null(await database.TryClaimAsync(isShared: !isShared, TestTimeout.Token));
    }

    [Fact]
    public async Task A_host_that_finds_another_one_in_its_place_goes_on_and_says_so_until_that_is_gone()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = new PostgresDatabase(await server.NewDatabaseAsync());
        await using var keeper = await KeepAsync(database, isShared: false);
        await using var commit = new GroupCommit(database, NullLogger<GroupCommit>.Instance);
        var health = new StorageHealthCheck(commit, keeper);
        await server.StopAsync();
        await _logs.WaitForAsync("Debug: Other hosts cannot be kept away yet", TestTimeout.Token);
        await server.StartAgainAsync();

        await using (await database.TryClaimAsync(isShared: true, TestTimeout.Token))
        {
            await AdvanceUntilAsync("Error: ");
            Assert.Contains("is used by hosts that share it", keeper.Problem, StringComparison.Ordinal);
            Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(new HealthCheckContext())).Status);
        }

        await AdvanceUntilAsync("Information: ");
        Assert.Null(keeper.Problem);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new HealthCheckContext())).Status);
    }

    [Fact]
    public async Task The_claim_of_a_killed_host_goes_with_it()
    {
        var connection = await (await databases.Postgres).NewDatabaseAsync();
        await using var database = new PostgresDatabase(connection);
        await using var host = await RunningHost.StartAsync("--Storage:Provider=Postgres", $"--Storage:ConnectionString={connection}");
        Assert.Null(await database.TryClaimAsync(isShared: false, TestTimeout.Token));

        await host.KillAsync();
        await using (var connected = await database.OpenAsync(TestTimeout.Token))
        {
            // The server finds out at once, but not before the process has ended.
            while (await connected.ExecuteScalarAsync<long>(Claims) > 0)
            {
                TestTimeout.Token.ThrowIfCancellationRequested();
            }
        }

        await host.StartAgainAsync();
        Assert.Null(await database.TryClaimAsync(isShared: true, TestTimeout.Token));
    }

    private async Task<ClaimKeeper> KeepAsync(Database database, bool isShared)
    {
        using var factory = new LoggerFactory([_logs], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        var keeper = new ClaimKeeper(database, new Deployment(isShared), _clock, factory.CreateLogger<ClaimKeeper>());
        await keeper.TakeAsync(TestTimeout.Token);
        return keeper;
    }

    private Task AdvanceUntilAsync(string logged) =>
        _clock.AdvanceUntilAsync(TimeSpan.FromSeconds(5), _logs.WaitForAsync(logged, TestTimeout.Token));
}
