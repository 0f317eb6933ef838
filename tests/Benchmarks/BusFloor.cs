using System.Diagnostics;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Bus.RabbitMq;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using MassTransit;

namespace BotPlatform.Benchmarks;

/// <summary>
/// MassTransit alone, as the host uses it: eight queues that are worked off one by one by a consumer that does nothing. What the host
/// does beside it is the difference.
/// </summary>
internal static class BusFloor
{
    private const int Queues = 8;
    private const int Senders = 32;
    private const int Messages = 40_000;

    public static async Task MeasureAsync(Backends backends)
    {
        for (var round = 0; round < 2; round++)
        {
            await MeasureAsync("in memory", new Uri("loopback://localhost/"), consumer => Bus.Factory.CreateUsingInMemory(bus =>
            {
                bus.UseContracts();
                for (var queue = 0; queue < Queues; queue++)
                {
                    bus.ReceiveEndpoint($"floor-{queue}", endpoint => Configure(endpoint, consumer));
                }
            }));
            var broker = await backends.NewBrokerAsync();
            await MeasureAsync("RabbitMQ", broker, consumer => Bus.Factory.CreateUsingRabbitMq(bus =>
            {
                bus.Host(broker);
                bus.UseContracts();
                for (var queue = 0; queue < Queues; queue++)
                {
                    var key = RabbitMqTopology.KeyOf("floor", queue);
                    bus.ReceiveEndpoint($"floor-{queue}", endpoint =>
                    {
                        Configure(endpoint, consumer);
                        endpoint.PrefetchCount = 32;
                        endpoint.SingleActiveConsumer = true;
                        endpoint.Bind(RabbitMqTopology.Events, binding =>
                        {
                            binding.ExchangeType = RabbitMQ.Client.ExchangeType.Topic;
                            binding.RoutingKey = key;
                        });
                    });
                }
            }));
        }
    }

    private static void Configure(IReceiveEndpointConfigurator endpoint, Counting consumer)
    {
        endpoint.UseOneByOne();
        endpoint.Consumer(() => consumer);
    }

    private static async Task MeasureAsync(string name, Uri address, Func<Counting, IBusControl> make)
    {
        var consumer = new Counting();
        var bus = make(consumer);
        await bus.StartAsync();
        var queues = await Task.WhenAll(Enumerable.Range(0, Queues).Select(queue => bus.GetSendEndpoint(
            address.Scheme == "loopback" ? new Uri($"queue:floor-{queue}") : new Uri($"exchange:{RabbitMqTopology.Events}?type=topic"))));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            for (var i = 0; i < Messages / Senders; i++)
            {
                await queues[sender % Queues].Send(
                    Sample.Message("of the floor"), context => context.SetRoutingKey(RabbitMqTopology.KeyOf("floor", sender % Queues)));
            }
        }));
        var sent = clock.Elapsed;
        await consumer.Done.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Console.WriteLine($"  MassTransit alone, {name}: {Messages / sent.TotalSeconds:N0} sends/s, {Messages / clock.Elapsed.TotalSeconds:N0}/s to their consumers");
        await bus.StopAsync();
    }

    private sealed class Counting : IConsumer<IAccountEvent>
    {
        private int _count;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Consume(ConsumeContext<IAccountEvent> context)
        {
            if (Interlocked.Increment(ref _count) == Messages)
            {
                Done.SetResult();
            }

            return Task.CompletedTask;
        }
    }
}
