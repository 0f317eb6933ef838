using System.Threading.Channels;

namespace BotPlatform.Xmpp;

/// <summary>The time between two attempts to connect. Somebody in a hurry may cut it short.</summary>
internal sealed class RetryWait(XmppClientOptions options)
{
    private readonly Channel<bool> _hurry = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Whether another attempt must not be made.</summary>
    /// <remarks>
    /// RFC 6120 §4.9.3.3, <c>conflict</c>: another connection took our resource. Coming back would throw that one out, and so on
    /// for ever.
    /// </remarks>
    public static bool IsInVain(XmppException error) =>
        error is XmppAuthenticationException or XmppConnectionException { StreamErrorCondition: "conflict" };

    /// <summary>The next attempt begins now.</summary>
    public void Hurry() => _hurry.Writer.TryWrite(true);

#pragma warning disable CA5394 // Spreading load needs no secret randomness.
    /// <summary>How long to wait after so many failures in a row.</summary>
    public TimeSpan After(int failures) => options.Reconnect.DelayAfter(failures, Random.Shared.NextDouble());
#pragma warning restore CA5394

    /// <summary>Waits. Ends early, and without an error, when the token fires.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="expiry">Something that becomes void on the way, if there is any: when, and what to do then.</param>
    /// <param name="stop">Nobody wants to connect any more.</param>
    public async Task WaitAsync(TimeSpan delay, (DateTimeOffset At, Action Act)? expiry, CancellationToken stop)
    {
        _hurry.Reader.TryRead(out _);   // meant the attempt that was just made
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var wait = Task.Delay(delay, options.Time, end.Token);
        var called = _hurry.Reader.ReadAsync(end.Token).AsTask();
        if (expiry is { } voiding)
        {
            var left = voiding.At - options.Time.GetUtcNow();
            var expired = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, options.Time, end.Token);
            if (await Task.WhenAny(wait, called, expired).ConfigureAwait(false) == expired && !stop.IsCancellationRequested)
            {
                voiding.Act();
            }
        }

        await Task.WhenAny(wait, called).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(wait, called).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
