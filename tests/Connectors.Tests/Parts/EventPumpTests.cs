using System.Threading.Channels;
using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.TestKit;

namespace BotPlatform.Connectors.Tests.Parts;

/// <summary>What every connector's reading is made of.</summary>
public sealed class EventPumpTests : IAsyncLifetime
{
    private static readonly GapDetected Happened = new()
    {
        Origin = new EventOrigin
        {
            EventId = "e1",
            Account = new AccountRef("connectycube", "100"),
            OccurredAt = DateTimeOffset.UnixEpoch,
        },
        Since = DateTimeOffset.UnixEpoch,
        Until = DateTimeOffset.UnixEpoch,
    };

    private readonly Channel<int> _received = Channel.CreateBounded<int>(1000);
    private readonly List<int> _handled = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    [Fact]
    public async Task Whoever_catches_up_waits_until_what_was_received_has_been_looked_at()
    {
        var pump = Pump(_ => null);
        Assert.True(pump.CatchUpAsync().IsCompleted);
        Receive(2);
        var caughtUp = pump.CatchUpAsync();
        Assert.False(caughtUp.IsCompleted);

        _running = pump.RunAsync(_stopping.Token);

        await caughtUp.WaitAsync(TestTimeout.Token);
        Assert.Equal([1, 2], _handled);
    }

    [Fact]
    public async Task Nobody_waits_for_events_that_nobody_reads()
    {
        const int Kept = 256;
        var pump = Pump(_ => new ReceivedEvent(Happened, () => { }));
        Receive(Kept + 10);
        var caughtUp = pump.CatchUpAsync();

        _running = pump.RunAsync(_stopping.Token);

        await caughtUp.WaitAsync(TestTimeout.Token);
        Assert.Equal(Kept + 1, _handled.Count);
        Assert.True(pump.CatchUpAsync().IsCompleted);
    }

    [Fact]
    public async Task Of_what_others_may_say_at_will_so_much_waits_and_no_more()
    {
        var pump = Pump(_ => null);

        Assert.All(Enumerable.Range(0, 256), _ => Assert.True(pump.TryTell(Happened)));
        Assert.False(pump.TryTell(Happened));

        _running = pump.RunAsync(_stopping.Token);
        Assert.Same(Happened, (await pump.Events.ReadAsync(TestTimeout.Token)).Event);
    }

    [Fact]
    public async Task What_the_connection_says_while_it_holds_comes_before_what_it_held()
    {
        var received = new ReceivedEvent(Happened with { Until = DateTimeOffset.MaxValue }, () => { });
        var pump = Pump(_ => received);
        pump.Hold();
        Receive(2);
        Assert.True(pump.CatchUpAsync().IsCompleted); // nobody waits for what is held
        _running = pump.RunAsync(_stopping.Token);

        pump.Tell(Happened);
        Assert.Same(Happened, (await pump.Events.ReadAsync(TestTimeout.Token)).Event);
        pump.Tell(Happened);
        pump.Release();

        Assert.Same(Happened, (await pump.Events.ReadAsync(TestTimeout.Token)).Event);
        Assert.Same(received, await pump.Events.ReadAsync(TestTimeout.Token));
        Assert.Same(received, await pump.Events.ReadAsync(TestTimeout.Token));
        Assert.Equal([1, 2], _handled);
    }

    private EventPump<int> Pump(Func<int, ReceivedEvent?> handle) => new(_received.Reader, number =>
    {
        _handled.Add(number);
        return handle(number);
    });

    private void Receive(int count) =>
        Assert.All(Enumerable.Range(1, count), number => Assert.True(_received.Writer.TryWrite(number)));
}
