using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Postgres;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.TestKit.Servers;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>The database goes away while it commits, and nobody knows whether it has.</summary>
public sealed class UncertainCommitTests
{
    private const string SlowCommits = """
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON queue_items DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()
        """;

    private const string Committing = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";

    [Fact]
    public async Task There_is_a_problem_from_the_first_moment_and_it_fails_when_the_database_says_that_it_was_not_made()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = new PostgresDatabase(await server.NewDatabaseAsync());
        await Databases.Migrate(database).MigrateAsync(TestTimeout.Token);
        await using (var connection = await database.OpenAsync(TestTimeout.Token))
        {
            await connection.ExecuteAsync(SlowCommits);
        }

        await using var commit = new GroupCommit(database, NullLogger<GroupCommit>.Instance);
        commit.Start();
        var queues = new QueueStore(database, commit, TimeProvider.System);
        var change = queues.ChangeAsync(
            [new QueueChange { Added = [new NewItem("account", "SendMessage", [1])] }], TestTimeout.Token);
        await UntilAsync(async () => await CountAsync(database, Committing) > 0);

        await server.KillAsync();
        await UntilAsync(() => Task.FromResult(commit.Problem is not null));
        Assert.False(change.IsCompleted);
        await server.StartAgainAsync();

        await Assert.ThrowsAsync<StorageException>(() => change.WaitAsync(TestTimeout.Token));
        Assert.Equal(0, await CountAsync(database, "SELECT count(*) FROM queue_items"));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSoAsync)
    {
        while (!await isSoAsync())
        {
            TestTimeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<long> CountAsync(PostgresDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync(TestTimeout.Token);
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
