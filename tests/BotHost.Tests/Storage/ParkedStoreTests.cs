using System.Text;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Storage.Queues;
using Dapper;

namespace BotPlatform.BotHost.Tests.Storage;

[Collection(DatabaseCollection.Name)]
public sealed class ParkedStoreTests(Databases databases)
{
    private readonly ManualClock _clock = new();

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Everything_of_an_item_is_shown(DatabaseKind kind)
    {
        var (scene, _) = await OpenAsync(kind);
        await using var _1 = scene;

        var number = await scene.ParkAsync("""{"text":"🐱"}""");

        var item = Assert.Single(await scene.Parked.ReadAsync([number, number + 1], TestTimeout.Token));
        Assert.Equal(
            new ParkedRecord
            {
                Number = number,
                Queue = "bot-echo",
                Kind = "MessageReceived",
                Account = "sample/100",
                Dialog = "101",
                Problem = "InvalidOperationException: I cannot.",
                Attempts = 3,
                FirstParkedAt = _clock.GetUtcNow(),
                ParkedAt = _clock.GetUtcNow(),
                Size = 15,
            },
            item.Record);
        Assert.Equal(("and why", """{"text":"🐱"}"""), (item.Details, Encoding.UTF8.GetString(item.Body)));
        Assert.Equal([item.Record], await scene.Parked.ListAsync(new ParkedFilter(), 0, 10, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_list_has_what_its_filter_says_a_page_at_a_time(DatabaseKind kind)
    {
        var (scene, _) = await OpenAsync(kind);
        await using var _1 = scene;
        var plain = await scene.ParkAsync("1");
        var bot = await scene.ParkAsync("2", queue: "bot-help");
        var account = await scene.ParkAsync("3", account: "sample/105");
        var noDialog = await scene.ParkAsync("4", dialog: null, kind: "GapDetected");
        _clock.Advance(TimeSpan.FromHours(1));
        var late = await scene.ParkAsync("5");

        Assert.Equal([plain, bot], await NumbersAsync(new ParkedFilter(), limit: 2));
        Assert.Equal([account, noDialog], await NumbersAsync(new ParkedFilter(), after: bot, limit: 2));
        Assert.Equal([late], await NumbersAsync(new ParkedFilter(), after: noDialog, limit: 2));
        Assert.Equal([bot], await NumbersAsync(new ParkedFilter { Queue = "bot-help" }));
        Assert.Equal([account], await NumbersAsync(new ParkedFilter { Account = "sample/105" }));
        Assert.Equal([plain, bot, account, late], await NumbersAsync(new ParkedFilter { Dialog = "101" }));
        Assert.Equal([noDialog], await NumbersAsync(new ParkedFilter { Kind = "GapDetected" }));
        Assert.Equal([late], await NumbersAsync(new ParkedFilter { Since = _clock.GetUtcNow() }));
        Assert.Equal([plain, bot, account, noDialog], await NumbersAsync(new ParkedFilter { Until = _clock.GetUtcNow() }));
        Assert.Empty(await NumbersAsync(new ParkedFilter { Queue = "bot-help", Account = "sample/105" }));

        async Task<long[]> NumbersAsync(ParkedFilter filter, long after = 0, int limit = 10)
        {
            if (after == 0 && limit == 10)
            {
                var all = await scene.Parked.NumbersAsync(filter, TestTimeout.Token);
                Assert.Equal(all.Count, await scene.Parked.CountAsync(filter, TestTimeout.Token));
            }

            return [.. (await scene.Parked.ListAsync(filter, after, limit, TestTimeout.Token)).Select(one => one.Number)];
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_is_unparked_is_in_its_queue_and_no_longer_parked(DatabaseKind kind)
    {
        var (scene, _) = await OpenAsync(kind);
        await using var _1 = scene;
        var (first, second, other) = (await scene.ParkAsync("1"), await scene.ParkAsync("2"), await scene.ParkAsync("3", queue: "bot-help"));

        var changed = await scene.ChangeAsync(new QueueChange { Unparked = [new(second), new(other), new(first), new(other + 1)] });

        Assert.Equal([second, other, first], changed.Unparked.Select(one => one.ParkedAs));
        Assert.Equal(0, await scene.Parked.CountAsync(new ParkedFilter(), TestTimeout.Token));
        var echo = await scene.Queues.ReadAsync("bot-echo", 0, 10, TestTimeout.Token);
        Assert.Equal(["2", "1"], echo.Select(one => Encoding.UTF8.GetString(one.Body)));
        Assert.Equal([changed.Unparked[0].Number, changed.Unparked[2].Number], echo.Select(one => one.Number));
        Assert.Single(await scene.Queues.ReadAsync("bot-help", 0, 10, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_fails_again_is_parked_under_its_old_number_with_all_its_attempts(DatabaseKind kind)
    {
        var (scene, _) = await OpenAsync(kind);
        await using var _1 = scene;
        var first = _clock.GetUtcNow();
        var (number, later) = (await scene.ParkAsync("1"), await scene.ParkAsync("2"));
        for (var again = 0; again < 2; again++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await scene.ChangeAsync(new QueueChange { Unparked = [new(number)] });
            var queued = Assert.Single(await scene.Queues.ReadAsync("bot-echo", 0, 10, TestTimeout.Token));
            await scene.ChangeAsync(ParkedScene.Parking(queued));
        }

        var records = await scene.Parked.ListAsync(new ParkedFilter(), 0, 10, TestTimeout.Token);

        Assert.Equal([(number, 9), (later, 3)], records.Select(one => (one.Number, one.Attempts)));
        Assert.Equal((first, _clock.GetUtcNow()), (records[0].FirstParkedAt, records[0].ParkedAt));
        Assert.Empty(await scene.Queues.CountAsync(TestTimeout.Token));
        Assert.True(await scene.ParkAsync("3") > later);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Of_several_that_want_the_same_item_one_gets_it(DatabaseKind kind)
    {
        var (scene, database) = await OpenAsync(kind);
        await using var _1 = scene;
        await using var neighbour = new ParkedScene(database, _clock);
        var numbers = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            numbers.Add(await scene.ParkAsync($"{i}"));
        }

        var redriven = numbers.SelectMany(number => new[] { scene, neighbour }.Select(async who =>
            (await who.ChangeAsync(new QueueChange { Unparked = [new(number)] })).Unparked.Count)).ToList();
        var discarded = numbers.Select(async number => (await neighbour.Parked.DiscardAsync([number], TestTimeout.Token)).Count).ToList();
        var (inQueue, gone) = ((await Task.WhenAll(redriven)).Sum(), (await Task.WhenAll(discarded)).Sum());

        Assert.Equal(20, inQueue + gone);
        Assert.Equal(inQueue, (await scene.Queues.ReadAsync("bot-echo", 0, 100, TestTimeout.Token)).Count);
        Assert.Equal(0, await scene.Parked.CountAsync(new ParkedFilter(), TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_is_remembered_of_an_item_is_forgotten_only_by_who_gets_it(DatabaseKind kind)
    {
        var (scene, _) = await OpenAsync(kind);
        await using var _1 = scene;
        var number = await scene.ParkAsync("1");
        var handled = new Identity("bot-echo sample/100", "event");
        await scene.ChangeAsync(new QueueChange { Once = handled });

        await scene.ChangeAsync(new QueueChange { Unparked = [new(number, handled)] });
        var again = await scene.ChangeAsync(new QueueChange { Once = handled });
        await scene.ChangeAsync(new QueueChange { Unparked = [new(number, handled)] });
        var late = await scene.ChangeAsync(new QueueChange { Once = handled });

        Assert.Equal((false, true), (again.IsRepeated, late.IsRepeated));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_is_known_of_an_item_while_it_is_in_its_queue_can_be_carried_elsewhere(DatabaseKind kind)
    {
        var (scene, _) = await OpenAsync(kind);
        await using var _1 = scene;
        var first = _clock.GetUtcNow();
        var number = await scene.ParkAsync("1");
        _clock.Advance(TimeSpan.FromHours(1));
        await scene.ChangeAsync(new QueueChange { Unparked = [new(number)], Added = [new NewItem("bot-echo", "GapDetected", [])] });
        var queued = await scene.Queues.ReadAsync("bot-echo", 0, 10, TestTimeout.Token);

        var known = await Task.WhenAll(queued.Select(item => scene.Parked.FindEarlierAsync(item.Number, TestTimeout.Token)));
        var redriven = queued.Single(item => item.Kind == "MessageReceived");
        await scene.ChangeAsync(new QueueChange { Finished = [.. queued.Select(item => item.Number)] }); // somebody else keeps it now
        var parking = ParkedScene.Parking(redriven);
        await scene.ChangeAsync(parking with { Finished = [], Parked = parking.Parked! with { Earlier = known.Single(one => one is not null) } });

        var record = Assert.Single(await scene.Parked.ListAsync(new ParkedFilter(), 0, 10, TestTimeout.Token));
        Assert.Equal((number, 6, first, _clock.GetUtcNow()), (record.Number, record.Attempts, record.FirstParkedAt, record.ParkedAt));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_change_that_is_refused_leaves_its_items_parked(DatabaseKind kind)
    {
        var (scene, _) = await OpenAsync(kind);
        await using var _1 = scene;
        var number = await scene.ParkAsync("1");

        await Assert.ThrowsAsync<UnstorableException>(() => scene.ChangeAsync(
            new QueueChange { Unparked = [new(number)], Once = new Identity(null!, "x") }));

        Assert.Equal([number], await scene.Parked.NumbersAsync(new ParkedFilter(), TestTimeout.Token));
        Assert.Empty(await scene.Queues.CountAsync(TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_is_discarded_is_gone(DatabaseKind kind)
    {
        var (scene, _) = await OpenAsync(kind);
        await using var _1 = scene;
        var (first, second) = (await scene.ParkAsync("1"), await scene.ParkAsync("2"));

        Assert.Equal([first], await scene.Parked.DiscardAsync([first, second + 1], TestTimeout.Token));
        Assert.Empty(await scene.Parked.DiscardAsync([first], TestTimeout.Token));
        Assert.Equal([second], await scene.Parked.NumbersAsync(new ParkedFilter(), TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_an_earlier_version_has_parked_is_shown(DatabaseKind kind)
    {
        var database = await databases.NewAsync(kind);
        await using (var connection = await database.OpenAsync(TestTimeout.Token))
        {
            await connection.ExecuteAsync(Databases.Script(database, "0001_queue"));
            await connection.ExecuteAsync("""
                CREATE TABLE schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);
                INSERT INTO schema_versions VALUES (1, 'queue', 0);
                INSERT INTO parked_items (queue, kind, body, account, problem, attempts, parked_at)
                VALUES ('bot-echo', 'GapDetected', @body, 'sample/100', 'IOException: no', 4, 1000)
                """, new { body = "{}"u8.ToArray() });
        }

        await Databases.Migrate(database).MigrateAsync(TestTimeout.Token);

        var item = Assert.Single(await new ParkedStore(database).ReadAsync([1], TestTimeout.Token));
        var (record, then) = (item.Record, DateTimeOffset.FromUnixTimeSeconds(1));
        Assert.Equal(("", null, 4, then, then), (item.Details, record.Dialog, record.Attempts, record.FirstParkedAt, record.ParkedAt));
    }

    private async Task<(ParkedScene Scene, Database Database)> OpenAsync(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        return (new ParkedScene(database, _clock), database);
    }
}
