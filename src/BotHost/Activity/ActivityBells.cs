using System.Collections.Concurrent;
using System.Threading.Channels;

namespace BotPlatform.BotHost.Activity;

/// <summary>Tells who looks for the users of an account that it is time. One who is busy is told once, however often it was time meanwhile.</summary>
internal sealed class ActivityBells(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Channel<bool>> _bells = new(StringComparer.Ordinal);

    /// <param name="account">The account's name. One that this host does not hold has nobody who listens.</param>
    public void Ring(string account) => Of(account).Writer.TryWrite(true);

    /// <summary>Waits for the next ring, but no longer than that: whoever rings may be on another host, or have a clock that was set back.</summary>
    public async Task WaitAsync(string account, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await Of(account).Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is time anyway.
        }
    }

    private Channel<bool> Of(string account) => _bells.GetOrAdd(account, static _ => Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
