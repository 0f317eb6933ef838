using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.HandOff.Feeds;

namespace BotPlatform.BotHost.Pipeline.Sending;

/// <summary>Works on one queue of commands, for as long as this host does.</summary>
internal sealed class AccountSends : IDisposable
{
    private readonly CommandQueues _queues;
    private readonly Action<AccountSends> _closed;
    private readonly Feed _feed;

    /// <param name="queue">Which queue.</param>
    /// <param name="queues">Where it is kept.</param>
    /// <param name="sender">Sends.</param>
    /// <param name="closed">Called by the disposal.</param>
    public AccountSends(string queue, CommandQueues queues, Sender sender, Action<AccountSends> closed)
    {
        (_queues, _closed) = (queues, closed);
        _feed = queues.Open(queue, sender.Send);
    }

    /// <summary>How many commands the network works on now.</summary>
    public int InFlight => _feed.Out;

    /// <summary>Sends what is kept, until the token fires.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _feed.RunAsync(cancellationToken);

    /// <summary>Begins nothing more: what is kept is for another host, or the next process.</summary>
    public void Close() => _feed.Close();

    /// <summary>Waits until what is on its way is finished.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => _feed.WhenIdleAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _queues.Close(_feed);
        _closed(this);
    }
}
