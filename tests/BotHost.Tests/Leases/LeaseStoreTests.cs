using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Tests.Storage;
using Dapper;

namespace BotPlatform.BotHost.Tests.Leases;

[Collection(DatabaseCollection.Name)]
public sealed class LeaseStoreTests(Databases databases)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private const string Account = "100";
    private const string Other = "105";
    private static readonly HostIdentity First = new("1", "first");
    private static readonly HostIdentity Second = new("2", "second");

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task An_account_has_one_holder_and_each_holder_another_epoch(DatabaseKind kind)
    {
        var store = await StoreAsync(kind);

        Assert.Equal(1, await store.TryTakeAsync(First, Account, Long, TestTimeout.Token));
        Assert.Null(await store.TryTakeAsync(Second, Account, Long, TestTimeout.Token));
        Assert.Equal(1, await store.TryTakeAsync(Second, Other, Long, TestTimeout.Token));
        await store.ReleaseAsync(First, Account, 1, TestTimeout.Token);
        Assert.Equal(2, await store.TryTakeAsync(Second, Account, Long, TestTimeout.Token));
        Assert.Null(await store.TryTakeAsync(First, Account, Long, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_lease_that_has_run_out_is_taken_and_not_renewed(DatabaseKind kind)
    {
        var store = await StoreAsync(kind);
        await store.TryTakeAsync(First, Account, TimeSpan.Zero, TestTimeout.Token);

        var view = await store.RenewAsync(First, [Account], Long, TestTimeout.Token);

        Assert.False(view.IsRenewed(Account));
        Assert.Null(view.HolderOf(Account));
        Assert.Equal(2, await store.TryTakeAsync(Second, Account, Long, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_renewal_prolongs_what_the_host_holds_and_sees_what_others_hold(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        var store = new LeaseStore(database);
        await store.TryTakeAsync(First, Account, TimeSpan.FromMinutes(1), TestTimeout.Token);
        await store.TryTakeAsync(Second, Other, TimeSpan.FromMinutes(1), TestTimeout.Token);

        var view = await store.RenewAsync(First, [Account, Other], Long, TestTimeout.Token);

        Assert.Equal((true, false), (view.IsRenewed(Account), view.IsRenewed(Other)));
        Assert.Equal(("1", "2"), (view.HolderOf(Account), view.HolderOf(Other)));
        Assert.InRange(await RemainingAsync(database, Account), 5 * 60_000, 10 * 60_000);
        Assert.InRange(await RemainingAsync(database, Other), 1, 60_000);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_host_is_alive_for_a_time_after_it_was_heard_of_and_until_it_leaves(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        var store = new LeaseStore(database);
        await store.RenewAsync(First, [], Long, TestTimeout.Token);
        Assert.Equal(["first", "second"], await LivingAsync(store, Second));

        await using (var connection = await database.OpenAsync(TestTimeout.Token))
        {
            await connection.ExecuteAsync("UPDATE hosts SET seen_at = seen_at - 700000 WHERE name = 'first'");
        }

        Assert.Equal(["second"], await LivingAsync(store, Second));
        Assert.Equal(["first", "second"], await LivingAsync(store, First));
        await store.LeaveAsync(Second, TestTimeout.Token);
        Assert.Equal(["first"], await LivingAsync(store, First));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Who_has_lost_an_account_does_not_release_it_for_the_next_holder(DatabaseKind kind)
    {
        var store = await StoreAsync(kind);
        await store.TryTakeAsync(First, Account, TimeSpan.Zero, TestTimeout.Token);
        await store.TryTakeAsync(Second, Account, TimeSpan.Zero, TestTimeout.Token);
        await store.TryTakeAsync(First, Account, Long, TestTimeout.Token);

        await store.ReleaseAsync(First, Account, 1, TestTimeout.Token); // of its own earlier term
        await store.ReleaseAsync(Second, Account, 2, TestTimeout.Token);

        Assert.Null(await store.TryTakeAsync(Second, Account, Long, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Who_did_not_hear_that_it_has_taken_an_account_takes_it_again(DatabaseKind kind)
    {
        var store = await StoreAsync(kind);
        await store.TryTakeAsync(First, Account, Long, TestTimeout.Token);

        Assert.Equal(2, await store.TryTakeAsync(First, Account, Long, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Of_many_who_take_at_once_one_has_the_account(DatabaseKind kind)
    {
        var store = await StoreAsync(kind);
        var hosts = Enumerable.Range(0, 12).Select(i => new HostIdentity($"{i}", $"host {i}")).ToList();

        for (var round = 1; round <= 10; round++)
        {
            var epochs = await Task.WhenAll(hosts.Select(host => store.TryTakeAsync(host, Account, Long, TestTimeout.Token)));
            Assert.Equal([round], epochs.OfType<long>());
            await store.ReleaseAsync(hosts[Array.FindIndex(epochs, epoch => epoch is not null)], Account, round, TestTimeout.Token);
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Many_accounts_are_renewed_at_once(DatabaseKind kind)
    {
        var store = await StoreAsync(kind);
        var accounts = Enumerable.Range(0, 300).Select(i => $"{i}").ToList();
        foreach (var account in accounts)
        {
            await store.TryTakeAsync(First, account, Long, TestTimeout.Token);
        }

        var view = await store.RenewAsync(First, accounts, Long, TestTimeout.Token);

        Assert.All(accounts, account => Assert.True(view.IsRenewed(account)));
    }

    private static async Task<IEnumerable<string>> LivingAsync(LeaseStore store, HostIdentity asking) =>
        (await store.RenewAsync(asking, [], Long, TestTimeout.Token)).Living.Values.Order(StringComparer.Ordinal);

    private static async Task<long> RemainingAsync(Database database, string name)
    {
        await using var connection = await database.OpenAsync(TestTimeout.Token);
        return await connection.QuerySingleAsync<long>(
            $"SELECT expires_at - {database.Clock} FROM leases WHERE name = @name", new { name });
    }

    private async Task<LeaseStore> StoreAsync(DatabaseKind kind) => new(await databases.MigratedAsync(kind));
}
