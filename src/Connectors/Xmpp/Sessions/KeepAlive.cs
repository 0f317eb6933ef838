namespace BotPlatform.Xmpp.Sessions;

/// <summary>Notices that a connection is dead although nobody closed it, and keeps middleboxes from making it so.</summary>
internal sealed class KeepAlive(
    XmppClientOptions options, OutgoingQueue outgoing, Func<TimeSpan> silence, Func<CancellationToken, Task> ping)
{
    /// <summary>Watches until the token fires.</summary>
    /// <exception cref="XmppConnectionException">The server does not answer any more.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Tick() is not { } tick)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, options.Time, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var timer = new PeriodicTimer(tick, options.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (outgoing.AcknowledgementOverdue > options.RequestTimeout)
            {
                throw new XmppConnectionException($"The server has acknowledged nothing for {options.RequestTimeout}.");
            }

            if (outgoing.AcknowledgementOverdue > options.RequestTimeout / 2)
            {
                outgoing.AskAgain();
            }

            if (options.PingInterval > TimeSpan.Zero && silence() >= options.PingInterval)
            {
                await ping(cancellationToken).ConfigureAwait(false);
            }
            else if (options.KeepAliveInterval > TimeSpan.Zero && outgoing.SinceLastWrite >= options.KeepAliveInterval)
            {
                outgoing.TryPost(new OutgoingStanza(element: null, isStanza: false, waitsForServer: false));
            }
        }
    }

    // Often enough to be at most a quarter late.
    private TimeSpan? Tick()
    {
        TimeSpan[] intervals = [options.KeepAliveInterval, options.PingInterval, options.RequestTimeout];
        var shortest = intervals.Where(i => i > TimeSpan.Zero).DefaultIfEmpty(TimeSpan.Zero).Min();
        return shortest > TimeSpan.Zero ? shortest / 4 : null;
    }
}
