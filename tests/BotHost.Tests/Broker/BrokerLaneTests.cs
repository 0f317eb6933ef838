using System.Collections.Concurrent;
using System.Text;
using BotPlatform.BotHost.Bus.RabbitMq;
using BotPlatform.BotHost.Bus.RabbitMq.Consuming;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Waiting;
using BotPlatform.TestKit.Network;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace BotPlatform.BotHost.Tests.Broker;

/// <summary>The work on one queue of a real broker.</summary>
[Collection(BrokerCollection.Name)]
public sealed class BrokerLaneTests(Brokers brokers) : IAsyncLifetime
{
    private const string Exchange = "botplatform.events";
    private const int Prefetch = 4;

    private static readonly BrokerQueue Queue = new("lane", Exchange, "key", _ => { });

    private readonly List<IAsyncDisposable> _opened = [];
    private Uri _address = null!;
    private IChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _address = await brokers.NewAsync();
        var connection = await new ConnectionFactory { Uri = _address }.CreateConnectionAsync(TestTimeout.Token);
        _opened.Add(connection);
        _channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), TestTimeout.Token);
        await Queue.DeclareAsync(_channel, TestTimeout.Token);
    }

    public async Task DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_opened))
        {
            await one.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_next_message_begins_when_the_turn_of_the_one_before_ends_and_each_is_acknowledged_when_it_is_through()
    {
        await using var host = Start();
        await PublishAsync(1, 2);

        var first = await host.NextAsync(1);
        Assert.Equal(0, host.Waiting);
        first.Turn.End();
        var second = await host.NextAsync(2);
        Assert.Equal(2, host.Lane.InFlight);
        second.Finish();
        first.Finish();

        await host.StopAsync(TermEnd.GivenBack);
        Assert.Equal(0u, await _channel.MessageCountAsync(Queue.Name));
    }

    [Fact]
    public async Task A_lane_that_is_given_back_finishes_what_has_begun_and_the_next_host_begins_behind_it()
    {
        await using var host = Start();
        await PublishAsync(1, 2, 3, 4, 5, 6);
        var first = await host.NextAsync(1);

        var stopping = host.StopAsync(TermEnd.GivenBack);
        await using var next = Start();
        Assert.Equal(0, next.Waiting);
        first.Finish();
        await stopping;

        Assert.Equal(0, host.Waiting);
        await next.FinishAsync(2, 3, 4, 5, 6);
    }

    [Fact]
    public async Task A_lane_that_is_lost_goes_to_the_next_host_with_what_a_bot_works_on_though_the_bot_goes_on()
    {
        await using var host = Start();
        await PublishAsync(1, 2, 3);
        var first = await host.NextAsync(1);

        await host.StopAsync(TermEnd.Lost);
        await using var next = Start();
        await next.FinishAsync(1, 2, 3);

        first.Finish(); // too late for the broker, and no harm
        await PublishAsync(4);
        await next.FinishAsync(4);
    }

    [Fact]
    public async Task A_bot_that_never_ends_keeps_no_other_lane_of_the_host_waiting_when_its_own_is_lost()
    {
        var other = new BrokerQueue("other-lane", Exchange, "other", _ => { });
        await other.DeclareAsync(_channel, TestTimeout.Token);
        var connection = NewConnection(_address);
        await using var host = Start(connection: connection);
        await PublishAsync(1, 2, 3);
        await host.NextAsync(1);

        for (var i = 0; i < 10; i++)
        {
            await host.StopAsync(TermEnd.Lost);
            await using var second = Start(connection: connection, queue: other);
            await _channel.BasicPublishAsync(Exchange, "other", "1"u8.ToArray(), TestTimeout.Token);
            await second.FinishAsync(1);
            await second.StopAsync(TermEnd.GivenBack);
        }
    }

    [Fact]
    public async Task A_host_that_has_not_let_go_keeps_the_next_one_waiting()
    {
        await using var paused = Start(); // it would not know that it has lost the lease
        await PublishAsync(1, 2, 3);
        var first = await paused.NextAsync(1);
        await using var next = Start();
        await Until.TrueAsync(() => next.Lane.Problem is not null);

        Assert.Contains("exclusive", next.Lane.Problem, StringComparison.Ordinal);
        Assert.Equal(0, next.Waiting);
        await paused.StopAsync(TermEnd.Lost);

        await next.FinishAsync(1, 2, 3);
        Assert.Null(next.Lane.Problem);
        first.Finish();
    }

    [Fact]
    public async Task After_a_broken_line_what_had_begun_is_finished_before_it_comes_again()
    {
        await using var line = new FaultProxy(_address.Port);
        var address = new UriBuilder(_address) { Port = line.Port }.Uri;
        await using var host = Start(connection: NewConnection(address));
        await PublishAsync(1);
        var first = await host.NextAsync(1);

        line.Cut(CutKind.Reset);
        await PublishAsync(2, 3);
        await Until.TrueAsync( // the broker notices it late
            async () => await _channel.MessageCountAsync(Queue.Name, TestTimeout.Token) == 3);

        Assert.Equal(0, host.Waiting);
        first.Finish();

        await host.FinishAsync(1, 2, 3);
    }

    [Fact]
    public async Task A_queue_that_somebody_deletes_is_there_again()
    {
        await using var host = Start();
        await PublishAsync(1);
        await host.FinishAsync(1);

        await _channel.QueueDeleteAsync(Queue.Name);
        await Until.TrueAsync(async () =>
        {
            try
            {
                await PublishAsync(2);
                return true;
            }
            catch (PublishException error) when (error.IsReturn)
            {
                return false; // nobody wants it yet
            }
        });

        await host.FinishAsync(2);
    }

    [Fact]
    public async Task A_lane_is_let_go_when_its_line_is_dead()
    {
        await using var line = new FaultProxy(_address.Port);
        var address = new UriBuilder(_address) { Port = line.Port }.Uri;
        await using var host = Start(connection: NewConnection(address));
        await PublishAsync(1);
        await host.NextAsync(1);

        line.Blackhole();

        await host.StopAsync(TermEnd.Lost);
    }

    [Fact]
    public async Task What_cannot_be_worked_on_is_put_aside_with_its_headers_and_the_reason()
    {
        await using var host = Start();
        var properties = new BasicProperties { ContentType = "text/plain", Headers = new Dictionary<string, object?> { ["mine"] = "x" } };
        await _channel.BasicPublishAsync(Exchange, "key", mandatory: true, properties, "1"u8.ToArray(), TestTimeout.Token);
        await PublishAsync(2);

        (await host.NextAsync(1)).Fail(new InvalidOperationException("outside", new FormatException("It is no number.")));
        await host.FinishAsync(2);

        var put = await _channel.BasicGetAsync("lane_error", autoAck: true, TestTimeout.Token);
        Assert.Equal("1"u8.ToArray(), put!.Body.ToArray());
        Assert.Equal("text/plain", put.BasicProperties.ContentType);
        Assert.Equal("It is no number.", Text("MT-Fault-Message"));
        Assert.Equal("System.FormatException", Text("MT-Fault-ExceptionType"));
        Assert.Equal("x", Text("mine"));

        string Text(string header) => Encoding.UTF8.GetString((byte[])put.BasicProperties.Headers![header]!);
    }

    [Fact]
    public async Task What_was_abandoned_comes_again_in_its_place()
    {
        await using var host = Start();
        await PublishAsync(1, 2);
        (await host.NextAsync(1)).Fail(new AbandonedException());

        await host.FinishAsync(1, 2);
        await Assert.ThrowsAsync<OperationInterruptedException>(
            () => _channel.QueueDeclarePassiveAsync("lane_error", TestTimeout.Token));
    }

    private async Task PublishAsync(params int[] numbers)
    {
        foreach (var number in numbers)
        {
            await _channel.BasicPublishAsync(Exchange, "key", mandatory: true, Encoding.UTF8.GetBytes($"{number}"), TestTimeout.Token);
        }
    }

    private BrokerConnection NewConnection(Uri address)
    {
        var connection = new BrokerConnection(new RabbitMqOptions { Uri = $"{address}" }, "tests");
        _opened.Add(connection);
        return connection;
    }

    private LaneHost Start(BrokerConnection? connection = null, BrokerQueue? queue = null) =>
        new(queue ?? Queue, connection ?? NewConnection(_address));

    /// <summary>A host that holds the lane, and works on a message as the test says.</summary>
    private sealed class LaneHost : IAsyncDisposable
    {
        private readonly System.Threading.Channels.Channel<Work> _work = System.Threading.Channels.Channel.CreateUnbounded<Work>();
        private readonly ConcurrentBag<Work> _all = [];
        private static readonly Outage Outage = new("Queues", "be read", TimeProvider.System, NullLogger.Instance);

        private readonly LeaseTerm _term = new("lane", 1, TimeProvider.System);
        private readonly Task _running;

        public LaneHost(BrokerQueue queue, BrokerConnection connection)
        {
            Lane = new BrokerLane(queue, connection, DispatchAsync, Prefetch, Outage, TimeProvider.System, NullLogger.Instance);
            _running = Lane.RunAsync(_term, _term.Lost);
        }

        public BrokerLane Lane { get; }

        /// <summary>How many messages have begun that the test has not asked for.</summary>
        public int Waiting => _work.Reader.Count;

        public async Task<Work> NextAsync(int number)
        {
            var work = await _work.Reader.ReadAsync(TestTimeout.Token);
            Assert.Equal(number, work.Number);
            return work;
        }

        public async Task FinishAsync(params int[] numbers)
        {
            foreach (var number in numbers)
            {
                (await NextAsync(number)).Finish();
            }
        }

        public Task StopAsync(TermEnd end)
        {
            if (end == TermEnd.Lost)
            {
                _term.Lose();
            }
            else
            {
                _term.Finish(end);
            }

            return _running.WaitAsync(TestTimeout.Token);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var work in _all)
            {
                work.Finish();
            }

            await StopAsync(TermEnd.GivenBack);
        }

        private Task DispatchAsync(LaneMessage message, LaneTurn turn)
        {
            var work = new Work(int.Parse(message.Body, System.Globalization.CultureInfo.InvariantCulture), turn);
            _all.Add(work);
            _work.Writer.TryWrite(work);
            return work.Done;
        }
    }

    private sealed class Work(int number, LaneTurn turn)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Number => number;

        public LaneTurn Turn => turn;

        public Task Done => _done.Task;

        public void Finish() => _done.TrySetResult();

        public void Fail(Exception error) => _done.TrySetException(error);
    }
}
