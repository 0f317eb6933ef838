using System.Globalization;
using System.Text;
using BotPlatform.BotHost.Storage.Postgres;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Storage.States;
using BotPlatform.BotSdk.State;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>What hosts do to each other that change the same values at the same time.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class ContentionTests(Databases databases)
{
    private const int Counters = 12;
    private const int Workers = 12;
    private const int ChangesOfEach = 100;

    [Fact]
    public async Task Hosts_that_change_the_same_values_in_any_order_lose_nothing_and_fail_no_change()
    {
        // A few connections: others use the server too.
        var connection = $"{await (await databases.Postgres).NewDatabaseAsync()};Maximum Pool Size=5;Timeout=60";
        await using var first = new PostgresDatabase(connection);
        await using var second = new PostgresDatabase(connection);
        await Databases.Migrate(first).MigrateAsync(TestTimeout.Token);
        await using var one = new ParkedScene(first, new ManualClock());
        await using var other = new ParkedScene(second, new ManualClock());
        var states = new StateStore(first);

        await Task.WhenAll(Enumerable.Range(0, 2 * Workers).Select(worker => Task.Run(() => WorkAsync(
            worker % 2 == 0 ? one.Queues : other.Queues, new StateStore(worker % 2 == 0 ? first : second), worker))));

        var sum = 0;
        for (var i = 0; i < Counters; i++)
        {
            sum += ValueOf(await states.FindAsync(Counter(i), TestTimeout.Token));
        }

        Assert.Equal(2 * 2 * Workers * ChangesOfEach, sum);
        Assert.Equal(2 * Workers * ChangesOfEach, (await one.Queues.CountAsync(TestTimeout.Token))["account"]);
    }

    // Two counters grow; a third value comes and goes, so that it is new again and again.
    private static async Task WorkAsync(IQueueStore queues, StateStore states, int worker)
    {
        var random = new Random(worker);
        for (var i = 0; i < ChangesOfEach; i++)
        {
            var counters = Enumerable.Range(0, Counters).ToArray();
            random.Shuffle(counters);
            var fleeting = new StateAddress("bot", $"user {random.Next(Counters)}", "talk");
            var once = new Identity("bot", $"{worker} {i}");
            while (await TryAsync(queues, states, once, Counter(counters[0]), Counter(counters[1]), fleeting))
            {
                TestTimeout.Token.ThrowIfCancellationRequested();
            }
        }
    }

    /// <returns>True when it was outdated.</returns>
    private static async Task<bool> TryAsync(
        IQueueStore queues, StateStore states, Identity once, StateAddress one, StateAddress other, StateAddress fleeting)
    {
        var found = await states.FindAsync(fleeting, TestTimeout.Token);
        QueueChanged? changed = null;
        await queues.ChangeAsync(
            [
                new QueueChange
                {
                    Once = once,
                    Added = [new NewItem("account", "SendMessage", [1])],
                    States =
                    [
                        await OneMoreAsync(states, one),
                        await OneMoreAsync(states, other),
                        new StateChange(fleeting, found is null ? Value(1) : null, IsChecked: true, found?.Revision),
                    ],
                    Committed = done => changed = done,
                },
            ],
            TestTimeout.Token);
        return changed!.IsOutdated;
    }

    private static async Task<StateChange> OneMoreAsync(StateStore states, StateAddress address)
    {
        var found = await states.FindAsync(address, TestTimeout.Token);
        return new StateChange(address, Value(ValueOf(found) + 1), IsChecked: true, found?.Revision);
    }

    private static StateAddress Counter(int number) => new("bot", $"user {number}", "count");

    private static StateValue Value(int value) => new(1, Encoding.UTF8.GetBytes($"{value}"), null);

    private static int ValueOf(StateRecord? record) =>
        record is null ? 0 : int.Parse(Encoding.UTF8.GetString(record.Value.Json), CultureInfo.InvariantCulture);
}
