using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Works on the queues of commands: each account has its own, so that one that is offline keeps no other waiting.</summary>
internal sealed class SendWorker(CommandQueues queues, CommandRoutes routes, SendService service)
{
    private readonly List<AccountSends> _sends = [.. routes.Queues.Select(queue => new AccountSends(queue, queues, service))];

    /// <summary>How many commands the networks work on now.</summary>
    public int InFlight => _sends.Sum(sends => sends.InFlight);

    /// <summary>Sends what is kept, until the token fires.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_sends.Select(sends => sends.RunAsync(cancellationToken)));

    /// <summary>Waits until what is on its way is finished.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var sends in _sends)
        {
            await sends.WhenIdleAsync(cancellationToken);
        }
    }
}
