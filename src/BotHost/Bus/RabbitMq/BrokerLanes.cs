using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Pipeline;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>Works on this host's share of the broker's queues.</summary>
internal sealed class BrokerLanes(
    BrokerQueues queues,
    IBusControl bus,
    [FromKeyedServices(LeaseGroups.Lanes)] ILeases leases,
    WorkInFlight work,
    IOptions<RabbitMqOptions> options) : IDisposable
{
    private readonly InFlightObserver _observer = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>How many events bots work on now.</summary>
    public int InFlight => _observer.Count;

    /// <summary>Works until it is disconnected or the token fires.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var all = queues.All.ToDictionary(queue => queue.Name, StringComparer.Ordinal);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, cancellationToken);
        await (_running = leases.RunAsync([.. all.Keys], term => HoldAsync(all[term.Name], term), either.Token));
    }

    /// <summary>Lets bots begin nothing more, and waits until what they have begun is finished.</summary>
    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _stopping.Dispose();

    private async Task HoldAsync(BrokerQueue queue, LeaseTerm term)
    {
        var lane = new BrokerLane(queue, bus, options.Value.Prefetch, _observer);
        await term.Ended.FiresAsync();
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(term.Lost, work.Abandoned);
        if (!hurry.IsCancellationRequested)
        {
            await lane.StopAsync(hurry.Token).WaitAsync(hurry.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (hurry.IsCancellationRequested)
        {
            await lane.DropAsync();
        }
    }
}
