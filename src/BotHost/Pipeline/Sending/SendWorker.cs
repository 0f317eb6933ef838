using System.Collections.Concurrent;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Waiting;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>
/// Works on the queues of commands: each account that this host holds has its own, so that one that is offline keeps no other waiting.
/// </summary>
internal sealed class SendWorker(
    CommandQueues queues,
    SendService service,
    Deployment deployment,
    Abandonment abandonment,
    IOptions<SendingOptions> options,
    TimeProvider time,
    ILogger<SendWorker> logger)
{
    private readonly ConcurrentDictionary<AccountSends, bool> _open = [];

    /// <summary>How many commands the networks work on now.</summary>
    public int InFlight => _open.Keys.Sum(sends => sends.InFlight);

    /// <summary>Refuses what accounts shall do that are not configured, until the token fires.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var strangers = Open(QueueNames.Send);
        await strangers.RunAsync(cancellationToken);
    }

    /// <summary>Begins to work for an account; gives nothing out before it runs. Disposed when the host does no more.</summary>
    public AccountSends Open(AccountRef account) => Open(QueueNames.OfAccount(account));

    /// <summary>Waits until what is on its way is finished.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var sends in _open.Keys)
        {
            if (deployment.IsShared)
            {
                sends.Close(); // others go on adding to it
            }

            await sends.WhenIdleAsync(cancellationToken);
        }
    }

    private AccountSends Open(string queue)
    {
        var sender = new Sender(service, queues, new FloodControl(options.Value, queue, time, logger), abandonment.Token);
        var sends = new AccountSends(queue, queues, sender, closed => _open.TryRemove(closed, out _));
        _open.TryAdd(sends, true);
        return sends;
    }
}
