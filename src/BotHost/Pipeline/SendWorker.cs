using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;

namespace BotPlatform.BotHost.Pipeline;

/// <summary>Works on the queues of commands: each account has its own, so that one that is offline keeps no other waiting.</summary>
internal sealed class SendWorker(CommandQueues queues, CommandRoutes routes, SendService service)
{
    private readonly List<Feed> _feeds = [.. routes.Queues.Select(queue => queues.Open(queue, new Sender(service, queues).Send))];

    /// <summary>How many commands the networks work on now.</summary>
    public int InFlight => _feeds.Sum(feed => feed.Out);

    /// <summary>Sends what is kept, until the token fires.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_feeds.Select(feed => feed.RunAsync(cancellationToken)));

    /// <summary>Waits until what is on its way is finished.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var feed in _feeds)
        {
            await feed.WhenIdleAsync(cancellationToken);
        }
    }
}
