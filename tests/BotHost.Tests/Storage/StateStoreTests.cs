using System.Text;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Storage.States;
using BotPlatform.BotSdk.State;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>What bots remember changes with the queues, or not at all.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class StateStoreTests(Databases databases)
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StateAddress Count = new("counter", "bot", "count");
    private static readonly StateAddress Last = new("counter", $"user {new string('x', 5000)}", "last");

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_value_is_set_changed_and_forgotten(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);

        Assert.Null(await scene.FindAsync(Last));
        Assert.False((await scene.ChangeAsync(Set(Last, "1", null, Noon), Set(Count, "7", null))).IsOutdated);
        var first = await scene.FindAsync(Last);
        Assert.False((await scene.ChangeAsync(Set(Last, "2", first!.Revision))).IsOutdated);
        var second = await scene.FindAsync(Last);
        Assert.False((await scene.ChangeAsync(new StateChange(Last, null, IsChecked: true, second!.Revision))).IsOutdated);

        Assert.Equal(("1", Noon), (Text(first), first.Value.ExpiresAt));
        Assert.Equal(("2", (DateTimeOffset?)null, 1), (Text(second), second.Value.ExpiresAt, second.Value.Version));
        Assert.NotEqual(first.Revision, second.Revision);
        Assert.Null(await scene.FindAsync(Last));
        Assert.Equal("7", Text(await scene.FindAsync(Count)));
        Assert.Null(await scene.FindAsync(Count with { Bot = "other" }));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_change_of_what_was_read_before_another_changed_it_does_nothing_at_all(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.ChangeAsync(Set(Count, "1", null));
        var read = (await scene.FindAsync(Count))!.Revision;
        await scene.ChangeAsync(Set(Count, "2", read));
        var once = new Identity("bot", "event-1");

        var late = await scene.ChangeAsync(new QueueChange
        {
            Once = once,
            Added = [new NewItem("account", "SendMessage", [1])],
            States = [Set(Last, "late", null), Set(Count, "late", read)],
        });
        var absent = await scene.ChangeAsync(Set(Count, "late", null));

        Assert.True(late.IsOutdated && absent.IsOutdated);
        Assert.Equal("2", Text(await scene.FindAsync(Count)));
        Assert.Null(await scene.FindAsync(Last));
        Assert.False(await scene.Queues.IsRememberedAsync(once, TestTimeout.Token));
        Assert.Empty(await scene.Queues.ReadAsync("account", 0, 10, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_is_changed_without_having_been_read_is_not_checked(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);

        foreach (var text in new[] { "1", "2" })
        {
            await scene.ChangeAsync(new StateChange(Count, Value(text), IsChecked: false, null));
        }

        Assert.Equal("2", Text(await scene.FindAsync(Count)));
        Assert.False((await scene.ChangeAsync(new StateChange(Count, null, IsChecked: false, null))).IsOutdated);
        Assert.False((await scene.ChangeAsync(new StateChange(Count, null, IsChecked: false, null))).IsOutdated);
        Assert.Null(await scene.FindAsync(Count));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Of_two_that_come_at_the_same_time_one_is_late_and_both_together_take_none_along(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.ChangeAsync(Set(Count, "1", null));
        var read = (await scene.FindAsync(Count))!.Revision;

        var changed = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => scene.ChangeAsync(new QueueChange
        {
            Added = [new NewItem("account", "SendMessage", [(byte)i])],
            States = i % 2 == 0 ? [Set(Count, $"{i}", read)] : [],
        })));

        Assert.Equal(9, changed.Count(one => one.IsOutdated));
        Assert.Equal(11, (await scene.Queues.ReadAsync("account", 0, 100, TestTimeout.Token)).Count);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_comes_again_changes_nothing_again(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        var once = new Identity("bot", "event-1");

        foreach (var text in new[] { "1", "2" })
        {
            await scene.ChangeAsync(new QueueChange
            {
                Once = once,
                States = [new StateChange(Count, Value(text), IsChecked: false, null)],
            });
        }

        Assert.Equal("1", Text(await scene.FindAsync(Count)));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Only_what_has_expired_is_forgotten(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.ChangeAsync(
            Set(Count, "ever", null),
            Set(Count with { Key = "a" }, "old", null, Noon),
            Set(Count with { Key = "b" }, "old", null, Noon.AddMinutes(-1)),
            Set(Count with { Key = "c" }, "new", null, Noon.AddMilliseconds(1)));

        Assert.Equal(1, await scene.States.ForgetAsync(Noon, 1, TestTimeout.Token));
        Assert.Equal(1, await scene.States.ForgetAsync(Noon, 10, TestTimeout.Token));
        Assert.Equal(0, await scene.States.ForgetAsync(Noon, 10, TestTimeout.Token));

        Assert.NotNull(await scene.FindAsync(Count));
        Assert.NotNull(await scene.FindAsync(Count with { Key = "c" }));
    }

    private static StateValue Value(string text, DateTimeOffset? expiresAt = null) =>
        new(1, Encoding.UTF8.GetBytes(text), expiresAt);

    private static StateChange Set(StateAddress address, string text, long? read, DateTimeOffset? expiresAt = null) =>
        new(address, Value(text, expiresAt), IsChecked: true, read);

    private static string Text(StateRecord? record) => Encoding.UTF8.GetString(record!.Value.Json);

    private async Task<Scene> StartAsync(DatabaseKind kind) => new(await databases.MigratedAsync(kind));

    private sealed class Scene(Database database) : IAsyncDisposable
    {
        private readonly ParkedScene _scene = new(database, new ManualClock());

        public IQueueStore Queues => _scene.Queues;

        public StateStore States { get; } = new(database);

        public Task<StateRecord?> FindAsync(StateAddress address) => States.FindAsync(address, TestTimeout.Token);

        public Task<QueueChanged> ChangeAsync(QueueChange change) => _scene.ChangeAsync(change);

        public Task<QueueChanged> ChangeAsync(params StateChange[] changes) => ChangeAsync(new QueueChange { States = changes });

        public ValueTask DisposeAsync() => _scene.DisposeAsync();
    }
}
