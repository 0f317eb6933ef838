using System.Collections.Concurrent;
using System.Threading.Channels;

namespace BotPlatform.BotHost.Activity;

/// <summary>Tells who looks for the users of an account that it is time. One who is busy is told once, however often it was time meanwhile.</summary>
internal sealed class ActivityBells
{
    private readonly ConcurrentDictionary<string, Channel<bool>> _bells = new(StringComparer.Ordinal);

    /// <param name="account">The account's name. One that this host does not hold has nobody who listens.</param>
    public void Ring(string account) => Of(account).Writer.TryWrite(true);

    /// <summary>Waits for the next ring.</summary>
    public async Task WaitAsync(string account, CancellationToken cancellationToken) => await Of(account).Reader.ReadAsync(cancellationToken);

    private Channel<bool> Of(string account) => _bells.GetOrAdd(account, static _ => Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
