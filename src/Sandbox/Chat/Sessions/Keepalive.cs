using BotPlatform.Sandbox.Chat.Streams;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Sessions;

/// <summary>Pings a connection that has been silent, and gives it up when it stays so (section 3.8).</summary>
internal sealed class Keepalive : IDisposable
{
    private readonly ChatContext _context;
    private readonly SessionConnection _connection;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _lastSeen;
    private long _seenAtPing = -1;

    public Keepalive(ChatContext context, SessionConnection connection)
    {
        (_context, _connection, _time) = (context, connection, context.World.Time);
        _lastSeen = _time.GetTimestamp();
        _timer = _time.CreateTimer(
            static state => ((Keepalive)state!).Check(), this, context.Options.PingAfter, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The peer gave a sign of life.</summary>
    public void Touch() => Volatile.Write(ref _lastSeen, _time.GetTimestamp());

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        _connection.Session.AskForAcknowledgement();
        var seen = Volatile.Read(ref _lastSeen);
        if (seen == _seenAtPing)
        {
            // As if it had broken, so that the session can be resumed; but with a word to whoever may still hear it.
            _connection.Leave(new StreamFault("connection-timeout"));
            return;
        }

        var silent = _time.GetElapsedTime(seen);
        if (silent < _context.Options.PingAfter)
        {
            _timer.Change(_context.Options.PingAfter - silent, Timeout.InfiniteTimeSpan);
            return;
        }

        _seenAtPing = seen;
        Ping(_connection.Session);
        _timer.Change(_context.Options.PingTimeout, Timeout.InfiniteTimeSpan);
    }

    private void Ping(ChatSession session) => session.Reply(new Iq
    {
        Type = IqType.Get,
        Id = $"ping-{_context.World.Ids.Next()}",
        From = Jid.Parse(_context.Addresses.ChatHost),
        To = Jid.Parse(session.FullJid),
        Payload = new Element(new XmlName(Namespaces.Ping, "ping")),
    }.ToElement());
}
