using BotPlatform.BotHost.Leases;
using BotPlatform.BotSdk.Dispatching;
using MassTransit;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>
/// Shares the lanes out among the hosts that live. Every host is connected to every lane, and the broker lets the one that has been
/// there longest work; so when a host comes or goes, all but the one that shall have a lane step back to the end of its line.
/// </summary>
internal sealed partial class BrokerLanes(
    BrokerQueues queues,
    IAccountLeases leases,
    HostIdentity host,
    IOptions<LeaseOptions> options,
    TimeProvider time,
    ILogger<BrokerLanes> logger) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private readonly List<Lane> _lanes = [];
    private HostReceiveEndpointHandle? _commands;
    private bool _isOver;

    /// <summary>How many events bots work on now.</summary>
    public int InFlight => queues.InFlight;

    /// <summary>Returns when every queue is there, and bound to what it gets.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _lanes.AddRange(queues.Lanes.Select(lane => new Lane(lane.Bot, lane.Number, queues)));
        _commands = queues.ConnectCommands();
        await Task.WhenAll([_commands.Ready, .. _lanes.Select(lane => lane.Connected.Ready)]).WaitAsync(cancellationToken);
    }

    /// <summary>Looks for hosts that come and go, until the token fires.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Value.RenewEvery, time);
        IReadOnlyList<string> before = [host.Id];
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var living = leases.LivingHosts;
                if (!living.SequenceEqual(before))
                {
                    before = living;
                    await StepBackAsync(living, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    /// <summary>Lets bots begin nothing more, and waits until what they have begun is finished.</summary>
    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            _isOver = true;
            await Task.WhenAll(_lanes.Select(lane => lane.Connected).Append(_commands).OfType<HostReceiveEndpointHandle>()
                .Select(handle => handle.StopAsync(cancellationToken)));
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _changing.Dispose();

    private async Task StepBackAsync(IReadOnlyList<string> living, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (_isOver)
            {
                return;
            }

            var others = _lanes.Where((_, index) => living[index % living.Count] != host.Id).ToList();
            LogShare(living.Count, _lanes.Count - others.Count, _lanes.Count);
            await Task.WhenAll(others.Select(lane => lane.StepBackAsync(cancellationToken)));
        }
        finally
        {
            _changing.Release();
        }
    }

    [LoggerMessage(LogLevel.Information, "{Hosts} hosts are there; this one has {Mine} of {All} lanes.")]
    private partial void LogShare(int hosts, int mine, int all);

    private sealed class Lane(BotDispatcher bot, int number, BrokerQueues queues)
    {
        public HostReceiveEndpointHandle Connected { get; private set; } = queues.ConnectLane(bot, number);

        public async Task StepBackAsync(CancellationToken cancellationToken)
        {
            await Connected.StopAsync(cancellationToken);
            Connected = queues.ConnectLane(bot, number);
            await Connected.Ready.WaitAsync(cancellationToken);
        }
    }
}
