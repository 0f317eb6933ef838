using System.Text;
using BotPlatform.BotHost.Health;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Claims;
using BotPlatform.BotHost.Storage.Queues;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Storage;

[Collection(DatabaseCollection.Name)]
public sealed class QueueStoreTests(Databases databases)
{
    private static async Task CommitAsync(Database database, Statement statement)
    {
        await using var connection = await database.OpenAsync(TestTimeout.Token);
        await using var transaction = await connection.BeginTransactionAsync(TestTimeout.Token);
        await database.ExecuteAsync([statement], connection, transaction, TestTimeout.Token);
        await transaction.CommitAsync(TestTimeout.Token);
    }

    private readonly ManualClock _clock = new();

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_was_added_is_read_in_order_by_the_next_process_until_it_is_finished(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        await using (var commit = Commit(database))
        {
            var store = Store(database, commit);
            var first = await AddAsync(store, "a", "1", "2", "3");
            await AddAsync(store, "b", "other 🐱");
            await ChangeAsync(store, new QueueChange { Finished = [first.Added[1].Number] });
        }

        await using var later = Commit(database);
        var again = Store(database, later);
        var items = await again.ReadAsync("a", 0, 10, TestTimeout.Token);
        var rest = await again.ReadAsync("a", items[0].Number, 10, TestTimeout.Token);

        Assert.Equal(["1", "3"], items.Select(Text));
        Assert.Equal(["3"], rest.Select(Text));
        Assert.Equal("other 🐱", Text(Assert.Single(await again.ReadAsync("b", 0, 10, TestTimeout.Token))));
        Assert.Single(await again.ReadAsync("a", 0, 1, TestTimeout.Token));
        Assert.Equal(
            new Dictionary<string, long> { ["a"] = 2, ["b"] = 1 },
            (await again.CountAsync(TestTimeout.Token)).OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary());
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_is_remembered_is_not_done_twice(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        await using var commit = Commit(database);
        var store = Store(database, commit);
        var change = new QueueChange { Once = new Identity("bot", "id"), Added = [Item("a", "1")] };

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => ChangeAsync(store, change)));
        var other = await ChangeAsync(store, change with { Once = new Identity("other", "id") });

        Assert.Equal([false, true, true, true, true], outcomes.Select(o => o.IsRepeated).Order());
        Assert.False(other.IsRepeated);
        Assert.Equal(2, (await store.ReadAsync("a", 0, 10, TestTimeout.Token)).Count);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_was_remembered_long_ago_is_forgotten(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        await using var commit = Commit(database);
        var store = Store(database, commit);
        await ChangeAsync(store, new QueueChange { Once = new Identity("bot", "old") });
        _clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(store, new QueueChange { Once = new Identity("bot", "new") });

        var forgotten = await store.ForgetAsync(_clock.GetUtcNow(), 10, TestTimeout.Token);
        var old = await ChangeAsync(store, new QueueChange { Once = new Identity("bot", "old") });
        var recent = await ChangeAsync(store, new QueueChange { Once = new Identity("bot", "new") });

        Assert.Equal((1, false, true), (forgotten, old.IsRepeated, recent.IsRepeated));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_was_asked_for_first_is_told_first(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        await using var commit = Commit(database);
        var store = Store(database, commit);
        var told = new List<string>();

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => store.ChangeAsync(
            [Adding($"{2 * i}", told), Adding($"{(2 * i) + 1}", told)], TestTimeout.Token)));

        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => $"{i}"), told);
        Assert.Equal(told, (await store.ReadAsync("a", 0, 3_000, TestTimeout.Token)).Select(Text));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_change_that_fails_takes_no_other_along_and_nothing_of_it_is_done(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        await using var commit = Commit(database, started: false);
        var store = Store(database, commit);
        var before = AddAsync(store, "a", "before");
        var failing = store.ChangeAsync(
            [
                new QueueChange { Once = new Identity("bot", "1"), Added = [Item("a", "half")] },
                new QueueChange { Added = [new NewItem("a", null!, [])] },
            ],
            TestTimeout.Token);
        var after = AddAsync(store, "a", "after");

        commit.Start();

        await before;
        await Assert.ThrowsAsync<UnstorableException>(() => failing);
        await after;
        Assert.Equal(["before", "after"], (await store.ReadAsync("a", 0, 10, TestTimeout.Token)).Select(Text));
        var again = await ChangeAsync(store, new QueueChange { Once = new Identity("bot", "1") });
        Assert.False(again.IsRepeated);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Who_fails_when_it_is_told_keeps_nobody_else_from_being_told(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        await using var commit = Commit(database);
        var store = Store(database, commit);
        var told = 0;

        await store.ChangeAsync(
            [
                new QueueChange { Committed = _ => throw new InvalidOperationException("mistake") },
                new QueueChange { Committed = _ => told++ },
            ],
            TestTimeout.Token);
        await AddAsync(store, "a", "1");

        Assert.Equal(1, told);
        Assert.Single(await store.ReadAsync("a", 0, 10, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Whether_a_transaction_was_committed_can_be_asked_later(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        var (mark, other) = (new CommitMark(database), new CommitMark(database));
        var (first, second) = (CommitMark.New(), CommitMark.New());
        await using (var connection = await database.OpenAsync(TestTimeout.Token))
        {
            await using var committed = await connection.BeginTransactionAsync(TestTimeout.Token);
            await database.ExecuteAsync([mark.Set(first)], connection, committed, TestTimeout.Token);
            await committed.CommitAsync(TestTimeout.Token);
            await using var broken = await connection.BeginTransactionAsync(TestTimeout.Token);
            await database.ExecuteAsync([mark.Set(second)], connection, broken, TestTimeout.Token);
        }

        await CommitAsync(database, other.Set(CommitMark.New())); // another host's
        Assert.True(await mark.IsSetAsync(first, TestTimeout.Token));
        Assert.False(await mark.IsSetAsync(second, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Writers_that_are_gone_are_forgotten(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        var (mark, last) = (new CommitMark(database), CommitMark.New());
        await CommitAsync(database, mark.Set(last));

        await CommitMark.ForgetAsync(database, TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1), TestTimeout.Token);
        Assert.True(await mark.IsSetAsync(last, TestTimeout.Token));
        await CommitMark.ForgetAsync(database, TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(1), TestTimeout.Token);
        Assert.False(await mark.IsSetAsync(last, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task An_id_of_any_length_is_remembered(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        await using var commit = Commit(database);
        var store = Store(database, commit);
        var id = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{i}"));

        var first = await ChangeAsync(store, new QueueChange { Once = new Identity("bot", id) });
        var again = await ChangeAsync(store, new QueueChange { Once = new Identity("bot", id) });
        var other = await ChangeAsync(store, new QueueChange { Once = new Identity("bot", id + "x") });

        Assert.Equal((false, true, false), (first.IsRepeated, again.IsRepeated, other.IsRepeated));
    }

    [Fact]
    public async Task A_server_that_is_away_is_said_and_used_again_when_it_is_back()
    {
        await using var server = await BotPlatform.TestKit.Servers.PostgresServer.StartAsync();
        await using var database = new BotPlatform.BotHost.Storage.Postgres.PostgresDatabase(await server.NewDatabaseAsync());
        await Databases.Migrate(database).MigrateAsync(TestTimeout.Token);
        await using var commit = Commit(database);
        await using var claim = new ClaimKeeper(
            database, new Deployment(IsShared: false), TimeProvider.System, NullLogger<ClaimKeeper>.Instance);
        var (store, health) = (Store(database, commit), new StorageHealthCheck(commit, claim));
        await AddAsync(store, "a", "1");

        await server.StopAsync();
        var away = await Assert.ThrowsAsync<StorageException>(() => AddAsync(store, "a", "2"));
        var ill = await health.CheckHealthAsync(new HealthCheckContext());
        await server.StartAgainAsync();
        await AddAsync(store, "a", "3");

        Assert.Equal((HealthStatus.Unhealthy, away.Message), (ill.Status, ill.Description));
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new HealthCheckContext())).Status);
        Assert.StartsWith("The database test1 of 127.0.0.1:", away.Message, StringComparison.Ordinal);
        Assert.Equal(["1", "3"], (await store.ReadAsync("a", 0, 10, TestTimeout.Token)).Select(Text));
    }

    [Fact]
    public async Task A_file_that_is_locked_is_said_and_used_again_when_it_is_free()
    {
        var database = await databases.MigratedAsync(DatabaseKind.Sqlite);
        await using var commit = Commit(database);
        var store = Store(database, commit);
        await using var other = await database.OpenAsync(TestTimeout.Token);
        await other.ExecuteAsync("PRAGMA busy_timeout=0");

        await other.ExecuteAsync("BEGIN EXCLUSIVE");
        var waiting = AddAsync(store, "a", "1");
        await other.ExecuteAsync("ROLLBACK");
        await waiting;

        Assert.Single(await store.ReadAsync("a", 0, 10, TestTimeout.Token));
    }

    private static NewItem Item(string queue, string text) => new(queue, "text", Encoding.UTF8.GetBytes(text));

    private static string Text(QueueItem item) => Encoding.UTF8.GetString(item.Body);

    private static QueueChange Adding(string text, List<string> told) =>
        new() { Added = [Item("a", text)], Committed = changed => told.Add(Text(changed.Added[0])) };

    private static Task<QueueChanged> AddAsync(QueueStore store, string queue, params string[] texts) => ChangeAsync(
        store, new QueueChange { Added = [.. texts.Select(text => Item(queue, text))] });

    private static async Task<QueueChanged> ChangeAsync(QueueStore store, QueueChange change)
    {
        QueueChanged? changed = null;
        await store.ChangeAsync([change with { Committed = c => changed = c }], TestTimeout.Token);
        return changed!;
    }

    private static GroupCommit Commit(Database database, bool started = true)
    {
        var commit = new GroupCommit(database, NullLogger<GroupCommit>.Instance);
        if (started)
        {
            commit.Start();
        }

        return commit;
    }

    private QueueStore Store(Database database, GroupCommit commit) => new(database, commit, _clock);
}
