using System.Globalization;
using System.Text;
using BotPlatform.BotHost.Bus.RabbitMq;
using BotPlatform.BotHost.Bus.RabbitMq.Publishing;
using BotPlatform.TestKit.Network;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;

namespace BotPlatform.BotHost.Tests.Broker;

/// <summary>Publishing to a real broker over a line that breaks.</summary>
[Collection(BrokerCollection.Name)]
public sealed class OrderedPublisherTests(Brokers brokers) : IAsyncLifetime
{
    private const string Name = "numbers";

    private readonly CancellationTokenSource _stop = new();
    private FaultProxy _line = null!;
    private IConnection _observer = null!;
    private BrokerConnection _connection = null!;
    private OrderedPublisher _publisher = null!;
    private Task _running = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        var address = await brokers.NewAsync();
        _line = new FaultProxy(address.Port);
        _observer = await new ConnectionFactory { Uri = address }.CreateConnectionAsync(TestTimeout.Token);
        _connection = new BrokerConnection(
            new RabbitMqOptions { Uri = $"{new UriBuilder(address) { Port = _line.Port }.Uri}" }, "tests");
        _publisher = new OrderedPublisher(
            _connection, Name, DeclareAsync, patience: TimeSpan.FromSeconds(2), TimeProvider.System, NullLogger.Instance);
        _running = _publisher.RunAsync(_stop.Token);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _connection.DisposeAsync();
        await _observer.DisposeAsync();
        await _line.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Whatever_breaks_the_line_all_arrive_and_the_first_copies_are_in_order()
    {
        const int Count = 5_000;
        var seed = Seeds.Of("PUBLISHER_SEED");
#pragma warning disable CA5394 // No secret.
        var random = new Random(seed);
        var done = new List<Task>();
        for (var i = 0; i < Count; i++)
        {
            done.Add(PublishAsync(i));
            if (i % 500 == 499)
            {
                await done[^random.Next(1, 300)];
                _line.Cut(random.Next(2) == 0 ? CutKind.Reset : CutKind.Close);
            }
        }
#pragma warning restore CA5394

        await Task.WhenAll(done).WaitAsync(TestTimeout.Token);

        var numbers = await ReadAsync();
        Assert.True(numbers.Distinct().SequenceEqual(Enumerable.Range(0, Count)), $"Out of order or lost with the seed {seed}.");
        Assert.True(_line.Connections.Count > 5, "The line was hardly ever cut.");
    }

    [Fact]
    public async Task A_line_that_is_dead_and_does_not_say_so_is_given_up()
    {
        await PublishAsync(0).WaitAsync(TestTimeout.Token);
        _line.Blackhole();

        await PublishAsync(1).WaitAsync(TestTimeout.Token);

        Assert.Equal([0, 1], (await ReadAsync()).Distinct());
        Assert.Null(_publisher.Problem);
    }

    [Fact]
    public async Task A_host_with_nothing_to_publish_is_well_again_when_the_line_is()
    {
        await PublishAsync(0).WaitAsync(TestTimeout.Token);
        await _line.RefuseAsync();
        _line.Cut();
        await Until.TrueAsync(() => _publisher.Problem is not null);

        _line.Listen();
        await Until.TrueAsync(() => _publisher.Problem is null);
    }

    [Fact]
    public async Task An_exchange_that_somebody_deletes_is_there_again()
    {
        await PublishAsync(0).WaitAsync(TestTimeout.Token);
        await using var channel = await _observer.CreateChannelAsync(cancellationToken: TestTimeout.Token);
        await channel.ExchangeDeleteAsync(Name, cancellationToken: TestTimeout.Token);

        await PublishAsync(1).WaitAsync(TestTimeout.Token);

        Assert.Equal([0, 1], await ReadAsync());
    }

    [Fact]
    public async Task What_is_not_confirmed_when_the_host_gives_up_is_cancelled_and_what_comes_later_too()
    {
        await PublishAsync(0).WaitAsync(TestTimeout.Token);
        await _line.RefuseAsync();
        _line.Cut();
        var late = PublishAsync(1);
        await Until.TrueAsync(() => _publisher.Problem is not null);

        await _stop.CancelAsync();
        await _running;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PublishAsync(2));
    }

    private static async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(Name, Name, "", cancellationToken: cancellationToken);
    }

    private Task PublishAsync(int number) => _publisher.PublishAsync(
        new PublishedMessage("", new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes($"{number}")));

    private async Task<List<int>> ReadAsync()
    {
        await using var channel = await _observer.CreateChannelAsync(cancellationToken: TestTimeout.Token);
        var numbers = new List<int>();
        while (await channel.BasicGetAsync(Name, autoAck: true, TestTimeout.Token) is { } message)
        {
            numbers.Add(int.Parse(message.Body.Span, CultureInfo.InvariantCulture));
        }

        return numbers;
    }
}
