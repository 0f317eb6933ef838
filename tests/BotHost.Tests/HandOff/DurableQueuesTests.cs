using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Waiting;
using BotPlatform.BotSdk.Testing;
using Microsoft.Extensions.Logging;

namespace BotPlatform.BotHost.Tests.HandOff;

public sealed class DurableQueuesTests
{
    private const int Streams = 20;

    [Fact]
    public async Task A_database_that_is_away_is_said_once_however_many_streams_wait_for_it()
    {
        var (store, clock) = (new FakeQueueStore { IsAway = true }, new ManualClock());
        using var logs = new Logs();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        using var abandonment = new Abandonment();
        var queues = new DurableQueues(store, new Deployment(IsShared: false), abandonment, clock, factory.CreateLogger<DurableQueues>());

        var writes = Enumerable.Range(0, Streams)
            .Select(n => queues.WriteAsync($"stream {n}", queues.NewChange([], [("bot-echo", Sample.Message($"{n}"))])))
            .ToList();
        for (var i = 0; i < 3; i++)
        {
            await clock.WaitForTimersAsync(Streams, TestTimeout.Token);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        await clock.WaitForTimersAsync(Streams, TestTimeout.Token);
        store.IsAway = false;
        clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(writes).WaitAsync(TestTimeout.Token);

        Assert.Equal(
            [
                "Warning: Changes of queues cannot be kept now; trying again: The disk is full.",
                "Information: Changes of queues can be kept again.",
            ],
            logs.Lines);
    }
}
