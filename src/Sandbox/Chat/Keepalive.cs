namespace BotPlatform.Sandbox.Chat;

/// <summary>Pings a session that has been silent, and ends it when it stays so (section 3.8).</summary>
internal sealed class Keepalive : IDisposable
{
    private readonly ChatSession _session;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _lastSeen;
    private long _seenAtPing = -1;

    public Keepalive(ChatSession session, SandboxOptions options, TimeProvider time)
    {
        (_session, _options, _time) = (session, options, time);
        _lastSeen = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((Keepalive)state!).Check(), this, options.PingAfter, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The peer gave a sign of life.</summary>
    public void Touch() => Volatile.Write(ref _lastSeen, _time.GetTimestamp());

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        _session.AskForAcknowledgement();
        var seen = Volatile.Read(ref _lastSeen);
        if (seen == _seenAtPing)
        {
            _session.End("connection-timeout");
            return;
        }

        var silent = _time.GetElapsedTime(seen);
        if (silent < _options.PingAfter)
        {
            _timer.Change(_options.PingAfter - silent, Timeout.InfiniteTimeSpan);
            return;
        }

        _seenAtPing = seen;
        _session.Ping();
        _timer.Change(_options.PingTimeout, Timeout.InfiniteTimeSpan);
    }
}
