using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Activity;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>Watched users in the database.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class ActivityStoreTests(Databases databases)
{
    private static readonly AccountRef Account = new("sample", "100");
    private static readonly AccountRef Other = new("sample", "200");
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_is_known_of_a_user_is_what_was_written(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.AddAsync(new NewWatch("101", "talked/echo", Noon, "5f01"), new NewWatch("101", "named", Noon), new NewWatch("102", "named", Noon));
        var written = (await scene.FindAsync("101")) with
        {
            IsOnline = true,
            LastActiveAt = Noon.AddMilliseconds(1),
            SeenAt = Noon.AddSeconds(2),
            NextLook = Noon.AddDays(1),
            Failures = 3,
            Told = ["a/talked/3.00:00:00", "b/named/00:00:01"],
        };

        await scene.Store.SaveAsync(Account, [written, written with { Id = "nobody" }], TestTimeout.Token);

        var read = await scene.FindAsync("101");
        Assert.Equivalent(written with { Sources = ["named", "talked/echo"] }, read with { Sources = [.. read.Sources.Order()] }, strict: true);
        Assert.Null((await scene.FindAsync("102")).LastActiveAt);
        Assert.Single(await scene.Store.FindAsync(Account, new HashSet<string> { "102", "nobody" }, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task One_more_reason_to_watch_somebody_changes_nothing_else(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.AddAsync(new NewWatch("101", "talked/echo", Noon, "5f01"));
        var known = (await scene.FindAsync("101")) with { LastActiveAt = Noon, NextLook = Noon.AddDays(1), Dialog = null };
        await scene.Store.SaveAsync(Account, [known], TestTimeout.Token);

        await scene.AddAsync(new NewWatch("101", "named", Noon.AddHours(1)));

        var read = await scene.FindAsync("101");
        Assert.Equal(("5f01", Noon.AddDays(1), 2), (read.Dialog, read.NextLook, read.Sources.Count));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Those_come_first_who_wait_longest_and_only_those_of_the_account_whose_turn_it_is(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.AddAsync(
            new NewWatch("c", "named", Noon.AddSeconds(1)), new NewWatch("a", "named", Noon.AddSeconds(2)), new NewWatch("b", "named", Noon),
            new NewWatch("later", "named", Noon.AddSeconds(3)));
        await scene.Store.AddAsync(Other, [new NewWatch("x", "named", Noon)], TestTimeout.Token);

        Assert.Equal(["b", "c", "a"], await scene.DueAsync(Noon.AddSeconds(2), 10));
        Assert.Equal(["b", "c"], await scene.DueAsync(Noon.AddSeconds(2), 2));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_turn_can_come_earlier_and_never_later(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.AddAsync(new NewWatch("soon", "named", Noon), new NewWatch("late", "named", Noon.AddDays(9)), new NewWatch("silent", "named", Noon.AddDays(9)));
        await scene.Store.SaveAsync(Account, [(await scene.FindAsync("silent")) with { Failures = 1 }], TestTimeout.Token);

        await scene.Store.HastenAsync(Account, Noon.AddHours(1), Noon.AddDays(1), TestTimeout.Token);
        Assert.Equal(
            [Noon, Noon.AddHours(1), Noon.AddDays(1)],
            [(await scene.FindAsync("soon")).NextLook, (await scene.FindAsync("late")).NextLook, (await scene.FindAsync("silent")).NextLook]);

        await scene.Store.HastenAsync(Account, new HashSet<string> { "soon", "late" }, Noon.AddMinutes(1), TestTimeout.Token);
        Assert.Equal(
            [Noon, Noon.AddMinutes(1), Noon.AddDays(1)],
            [(await scene.FindAsync("soon")).NextLook, (await scene.FindAsync("late")).NextLook, (await scene.FindAsync("silent")).NextLook]);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Who_is_watched_for_no_reason_any_more_is_forgotten(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        var longSource = "dialog/" + new string('d', 500);
        await scene.AddAsync(
            new NewWatch("gone", "dialog/d1", Noon), new NewWatch("both", "dialog/d1", Noon), new NewWatch("both", "named", Noon),
            new NewWatch("stays", "dialog/d1", Noon.AddHours(1)), new NewWatch("talked", "talked/echo", Noon), new NewWatch("far", longSource, Noon));

        await scene.Store.ForgetAsync(Account, "dialog/d1", Noon.AddMinutes(1), TestTimeout.Token);
        Assert.Equal(["both", "far", "stays", "talked"], (await scene.DueAsync(Noon.AddDays(1), 10)).Order());

        await scene.Store.ForgetAllButAsync(Account, [longSource, "named"], TestTimeout.Token);
        Assert.Equal(["both", "far", "talked"], (await scene.DueAsync(Noon.AddDays(1), 10)).Order());

        await scene.Store.ForgetAllButAsync(Account, [], TestTimeout.Token);
        Assert.Equal(["talked"], await scene.DueAsync(Noon.AddDays(1), 10));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task The_most_active_are_those_who_are_there_and_then_those_who_were_last(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.AddAsync([.. new[] { "old", "new", "here", "unknown" }.Select(user => new NewWatch(user, "named", Noon))]);
        await scene.SetAsync("old", at: Noon);
        await scene.SetAsync("new", at: Noon.AddHours(2));
        await scene.SetAsync("here", at: Noon.AddHours(1), isOnline: true);

        Assert.Equal(["here", "new", "old"], await scene.Store.FindMostActiveAsync(Account, ["named"], 10, TestTimeout.Token));
        Assert.Equal(["here"], await scene.Store.FindMostActiveAsync(Account, ["named"], 1, TestTimeout.Token));
        Assert.Empty(await scene.Store.FindMostActiveAsync(Account, ["talked"], 10, TestTimeout.Token));
        Assert.Empty(await scene.Store.FindMostActiveAsync(Account, [], 10, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task An_id_that_no_user_has_costs_nobody_anything(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);

        await scene.AddAsync(new NewWatch(new string('x', 5000), "named", Noon), new NewWatch("", "named", Noon), new NewWatch("101", "named", Noon));

        Assert.Equal(["101"], await scene.DueAsync(Noon, 10));
    }

    private async Task<Scene> StartAsync(DatabaseKind kind) => new(await databases.MigratedAsync(kind));

    private sealed class Scene : IAsyncDisposable
    {
        private readonly GroupCommit _commit;

        public Scene(Database database)
        {
            _commit = new GroupCommit(database, NullLogger<GroupCommit>.Instance);
            _commit.Start();
            Store = new ActivityStore(database, _commit);
        }

        public ActivityStore Store { get; }

        public Task AddAsync(params NewWatch[] watches) => Store.AddAsync(Account, watches, TestTimeout.Token);

        public async Task<WatchedUser> FindAsync(string user) => Assert.Single(await Store.FindAsync(Account, [user], TestTimeout.Token));

        public async Task SetAsync(string user, DateTimeOffset at, bool isOnline = false) =>
            await Store.SaveAsync(Account, [(await FindAsync(user)) with { LastActiveAt = at, IsOnline = isOnline }], TestTimeout.Token);

        public async Task<IEnumerable<string>> DueAsync(DateTimeOffset until, int limit) =>
            (await Store.FindDueAsync(Account, until, limit, TestTimeout.Token)).Select(user => user.Id);

        public ValueTask DisposeAsync() => _commit.DisposeAsync();
    }
}
