using System.Text;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Due;
using BotPlatform.BotHost.Storage.Queues;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>What is put off comes to its queue when it is due: once, and in its order.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class DueStoreTests(Databases databases)
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_is_due_moves_to_its_queue_in_the_order_in_which_it_is_due(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.PutOffAsync(Item("c", Noon.AddSeconds(1)), Item("a", Noon), Item("b", Noon), Item("d", Noon.AddSeconds(2)));

        var first = await scene.MoveAsync(Noon, 10);
        var second = await scene.MoveAsync(Noon.AddSeconds(2), 1);

        Assert.Equal(["a", "b"], first);
        Assert.Equal(["c"], second);
        Assert.Equal(["a", "b", "c"], await scene.QueuedAsync());
        Assert.Equal(Noon.AddSeconds(2), await scene.Due.NextAsync(TestTimeout.Token));
        Assert.Equal(["d"], await scene.MoveAsync(Noon.AddSeconds(2), 10));
        Assert.Null(await scene.Due.NextAsync(TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_has_the_same_id_is_replaced_and_what_is_taken_back_does_not_come(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        var longId = new string('x', 5000);
        await scene.PutOffAsync(Item("old", Noon, "same"), Item("gone", Noon, longId), Item("other bot's", Noon, "same", "other"));

        await scene.PutOffAsync(
            Item("new", Noon.AddHours(1), "same"),
            new DueChange("bot", longId, null),
            new DueChange("bot", "unknown", null));

        Assert.Equal(["other bot's"], await scene.MoveAsync(Noon, 10));
        Assert.Equal(["new"], await scene.MoveAsync(Noon.AddHours(1), 10));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_time_between_two_milliseconds_is_not_too_early(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.PutOffAsync(Item("a", Noon.AddTicks(1)));

        Assert.Empty(await scene.MoveAsync(Noon, 10));
        Assert.Equal(["a"], await scene.MoveAsync(Noon.AddMilliseconds(1), 10));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_an_event_that_comes_again_or_has_read_too_early_puts_off_is_not_put_off(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        var change = new QueueChange { Once = new Identity("bot", "event"), PutOff = [Item("a", Noon)] };

        await scene.Queues.ChangeAsync(change);
        await scene.Queues.ChangeAsync(change with { PutOff = [Item("b", Noon)] });

        Assert.Equal(["a"], await scene.MoveAsync(Noon, 10));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_bot_finds_what_it_has_put_off_for_an_owner(DatabaseKind kind)
    {
        await using var scene = await StartAsync(kind);
        await scene.PutOffAsync(
            Item("b", Noon.AddSeconds(1)), Item("a", Noon), Item("c", Noon.AddSeconds(2)), Item("x", Noon, bot: "other"));

        var found = await scene.Due.ListAsync("bot", "owner", 2, TestTimeout.Token);

        Assert.Equal(["a", "b"], found.Select(record => Encoding.UTF8.GetString(record.Body)));
        Assert.Equal(Noon, found[0].DueAt);
        Assert.Empty(await scene.Due.ListAsync("bot", "another", 2, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Hosts_that_move_at_the_same_time_move_each_once_and_in_order(DatabaseKind kind)
    {
        const int Items = 200;
        await using var scene = await StartAsync(kind);
        await using var other = new ParkedScene(scene.Database, new ManualClock());
        await scene.PutOffAsync([.. Enumerable.Range(0, Items).Select(i => Item($"{i}", Noon.AddMilliseconds(i)))]);

        // One host's view of what is due runs ahead of the other's, step by step.
        await Task.WhenAll(Enumerable.Range(0, 2).Select(host => Task.Run(async () =>
        {
            for (var i = 0; i < Items + 10; i += 3)
            {
                await Scene.MoveAsync(host == 0 ? scene.Queues : other, Noon.AddMilliseconds(i + host), 7);
            }
        })));
        while ((await scene.MoveAsync(Noon.AddHours(1), 100)).Count > 0)
        {
        }

        Assert.Equal(Enumerable.Range(0, Items).Select(i => $"{i}"), await scene.QueuedAsync());
    }

    private static DueChange Item(string text, DateTimeOffset at, string? id = null, string bot = "bot") => new(
        bot, id ?? text, new DueItem("owner", at, "account", "SendMessage", Encoding.UTF8.GetBytes(text)));

    private async Task<Scene> StartAsync(DatabaseKind kind) => new(await databases.MigratedAsync(kind));

    private sealed class Scene(Database database) : IAsyncDisposable
    {
        public Database Database => database;

        public ParkedScene Queues { get; } = new(database, new ManualClock());

        public DueStore Due { get; } = new(database);

        public Task<QueueChanged> PutOffAsync(params DueChange[] changes) => Queues.ChangeAsync(new QueueChange { PutOff = changes });

        public Task<IReadOnlyList<string>> MoveAsync(DateTimeOffset until, int limit) => MoveAsync(Queues, until, limit);

        public static async Task<IReadOnlyList<string>> MoveAsync(ParkedScene scene, DateTimeOffset until, int limit)
        {
            var changed = await scene.ChangeAsync(new QueueChange { Due = new DueCall(until, limit, _ => false) });
            return [.. changed.Moved.Select(item => Encoding.UTF8.GetString(item.Body))];
        }

        public async Task<IReadOnlyList<string>> QueuedAsync()
        {
            var items = await Queues.Queues.ReadAsync("account", 0, 1000, TestTimeout.Token);
            return [.. items.Select(item => Encoding.UTF8.GetString(item.Body))];
        }

        public ValueTask DisposeAsync() => Queues.DisposeAsync();
    }
}
