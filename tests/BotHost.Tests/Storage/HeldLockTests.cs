using System.Data.Common;
using System.Text;
using BotPlatform.BotHost.Health;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Claims;
using BotPlatform.BotHost.Storage.Postgres;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Storage.States;
using BotPlatform.BotSdk.State;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>Another session has locked what is to be written, and does not go on: its host hangs, or its machine is gone.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class HeldLockTests(Databases databases)
{
    private const string Hold = "BEGIN; SELECT 1 FROM bot_states FOR UPDATE";

    private static readonly StateAddress Count = new("counter", "bot", "count");

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task What_is_written_fails_in_time_for_all_to_see_and_is_written_when_the_lock_is_gone()
    {
        await using var database = new PostgresDatabase(await MigratedAsync()) { LongestLockWait = TimeSpan.FromMilliseconds(500) };
        await using var commit = Commit(database);
        var queues = new QueueStore(database, commit, _clock);
        await ChangeAsync(queues, Set("1"));
        await using var keeper = new ClaimKeeper(database, new Deployment(true), _clock, NullLogger<ClaimKeeper>.Instance);
        await keeper.TakeAsync(TestTimeout.Token);
        var health = new StorageHealthCheck(commit, keeper);

        await using (var other = await database.OpenAsync(TestTimeout.Token))
        {
            await other.ExecuteAsync(Hold);
            await Assert.ThrowsAsync<StorageException>(() => ChangeAsync(queues, Set("2")));
            Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(new HealthCheckContext())).Status);
            await ChangeAsync(queues, new QueueChange { Added = [new NewItem("account", "SendMessage", [1])] });
            await other.ExecuteAsync("ROLLBACK");
        }

        await ChangeAsync(queues, Set("2"));

        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new HealthCheckContext())).Status);
        Assert.Equal("2"u8.ToArray(), (await new StateStore(database).FindAsync(Count, TestTimeout.Token))!.Value.Json);
        Assert.Single(await queues.ReadAsync("account", 0, 10, TestTimeout.Token));
    }

    [Fact]
    public async Task What_a_host_holds_that_does_not_go_on_is_free_after_a_while()
    {
        var connection = await MigratedAsync();
        await using var database = new PostgresDatabase(connection);
        await using var dead = new PostgresDatabase(connection) { LongestPause = TimeSpan.FromMilliseconds(500) };
        await using var commit = Commit(database);
        var queues = new QueueStore(database, commit, _clock);
        await ChangeAsync(queues, Set("1"));

        await using var writer = await dead.OpenWriterAsync(TestTimeout.Token);
        await writer.ExecuteAsync(Hold);
        await ChangeAsync(queues, Set("2"));

        await Assert.ThrowsAnyAsync<DbException>(() => writer.ExecuteAsync("COMMIT"));
        Assert.Null(commit.Problem);
        Assert.Equal("2"u8.ToArray(), (await new StateStore(database).FindAsync(Count, TestTimeout.Token))!.Value.Json);
    }

    [Fact]
    public async Task The_server_looks_whether_a_host_that_writes_is_still_there()
    {
        await using var database = new PostgresDatabase(await MigratedAsync());
        await using var writer = await database.OpenWriterAsync(TestTimeout.Token);

        Assert.Equal("10", await writer.ExecuteScalarAsync<string>("SHOW tcp_keepalives_idle"));
        Assert.Equal("15s", await writer.ExecuteScalarAsync<string>("SHOW idle_in_transaction_session_timeout"));
        Assert.Equal("5s", await writer.ExecuteScalarAsync<string>("SHOW lock_timeout"));
    }

    [Fact]
    public async Task What_is_just_being_changed_is_forgotten_another_time()
    {
        await using var database = new PostgresDatabase(await MigratedAsync());
        await using var commit = Commit(database);
        var queues = new QueueStore(database, commit, _clock);
        var states = new StateStore(database);
        var expired = new StateValue(1, "1"u8.ToArray(), _clock.GetUtcNow());
        await ChangeAsync(queues, new QueueChange { States = [new StateChange(Count, expired, IsChecked: false, null)] });

        await using (var other = await database.OpenAsync(TestTimeout.Token))
        {
            await other.ExecuteAsync(Hold);
            Assert.Equal(0, await states.ForgetAsync(_clock.GetUtcNow(), 10, TestTimeout.Token));
            await other.ExecuteAsync("ROLLBACK");
        }

        Assert.Equal(1, await states.ForgetAsync(_clock.GetUtcNow(), 10, TestTimeout.Token));
    }

    [Fact]
    public async Task Who_stops_does_not_wait_for_it()
    {
        await using var database = new PostgresDatabase(await MigratedAsync()) { LongestLockWait = TimeSpan.Zero }; // for ever
        await using var commit = Commit(database);
        var queues = new QueueStore(database, commit, _clock);
        await ChangeAsync(queues, Set("1"));

        await using var other = await database.OpenAsync(TestTimeout.Token);
        await other.ExecuteAsync(Hold);
        var waiting = ChangeAsync(queues, Set("2"));
        await commit.DisposeAsync().AsTask().WaitAsync(TestTimeout.Token);
        await other.ExecuteAsync("ROLLBACK");

        await Assert.ThrowsAsync<StorageException>(() => waiting);
    }

    private static QueueChange Set(string text) => new()
    {
        States = [new StateChange(Count, new StateValue(1, Encoding.UTF8.GetBytes(text), null), IsChecked: false, null)],
    };

    private static Task ChangeAsync(QueueStore queues, QueueChange change) =>
        queues.ChangeAsync([change], TestTimeout.Token).WaitAsync(TestTimeout.Token);

    private static GroupCommit Commit(PostgresDatabase database)
    {
        var commit = new GroupCommit(database, NullLogger<GroupCommit>.Instance);
        commit.Start();
        return commit;
    }

    private async Task<string> MigratedAsync()
    {
        var connection = await (await databases.Postgres).NewDatabaseAsync();
        await using var database = new PostgresDatabase(connection);
        await Databases.Migrate(database).MigrateAsync(TestTimeout.Token);
        return $"{connection};Command Timeout=0"; // nothing else ends a wait
    }
}
