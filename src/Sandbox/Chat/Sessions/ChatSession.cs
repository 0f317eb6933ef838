using BotPlatform.Sandbox.Chat.Streams;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Sessions;

/// <summary>
/// A bound resource, from binding to the end. It may live longer than its connection (XEP-0198 §5): then messages for it wait
/// until it is resumed or its time is up.
/// </summary>
internal sealed class ChatSession
{
    private readonly ChatContext _context;
    private readonly SessionQueue _queue;
    private readonly Lock _lock = new();
    private (string Text, Address Address) _lastAddress = ("", default);
    private SessionConnection? _connection;
    private ITimer? _expiry;
    private bool _isEnded;

    /// <summary>A new session on a stream; <see cref="Connection"/> is to be run.</summary>
    public ChatSession(ChatContext context, SignedInStream signedIn, string resource)
    {
        _context = context;
        _queue = new SessionQueue(context.Options);
        Management = new StreamManagement(this, _queue, context.Resumables, context.Options.ResumeTimeout);
        _connection = new SessionConnection(context, this, _queue, signedIn);
        User = signedIn.User;
        Resource = resource;
        FullJid = $"{User.BareJid}/{resource}";
        StreamHost = signedIn.Host;
        Mailbox = context.Mailboxes.Of(User.Id);
    }

    public User User { get; }

    public string Resource { get; }

    public string FullJid { get; }

    /// <summary>The host that the client opened the stream to; it stands for the chat host in addresses.</summary>
    public string StreamHost { get; private set; }

    public Mailbox Mailbox { get; }

    /// <summary>What the session is connected by; null while it waits to be resumed.</summary>
    public SessionConnection? Connection => Volatile.Read(ref _connection);

    /// <summary>When the last connection was lost, while there is no new one.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    /// <summary>Whether the session wants copies of what the user's other sessions send (XEP-0280).</summary>
    public bool WantsCarbons { get; set; }

    /// <summary>Whether the client has said that nobody looks at it (section 4.14).</summary>
    public bool IsInactive { get; set; }

    /// <summary>The privacy list that counts for this session instead of the default one, or null (XEP-0016 §2.4).</summary>
    public string? ActivePrivacyList { get; set; }

    /// <summary>Whether somebody may be looking: it is connected, and has not said otherwise. For chat alerts.</summary>
    public bool IsActive => !IsInactive && Connection is not null;

    /// <summary>Whether so much waits for the client that it should catch up first.</summary>
    public bool IsBehind => _queue.IsCrowded;

    /// <summary>Whether whoever writes to it should slow down. Nobody waits for somebody who is not connected.</summary>
    public bool IsCrowded => _queue.IsCrowded && Connection is not null;

    /// <summary>Whom the session meant last.</summary>
    public Address LastAddress => _lastAddress.Address;

    /// <summary>The receiving half of stream management.</summary>
    public StreamManagement Management { get; }

    /// <summary>Gives it another connection, which is to be resumed and run, and tells the one it has to stop.</summary>
    /// <returns>The two connections; null when the session has ended.</returns>
    public (SessionConnection Connection, SessionConnection? Previous)? TakeOver(SignedInStream signedIn)
    {
        var connection = new SessionConnection(_context, this, _queue, signedIn);
        SessionConnection? previous;
        lock (_lock)
        {
            if (_isEnded)
            {
                return null;
            }

            previous = _connection;
            Volatile.Write(ref _connection, connection);
            _expiry?.Dispose();
            (_expiry, LostAt) = (null, null);
            StreamHost = signedIn.Host;
            IsInactive = false;   // XEP-0352 §5: this state is not resumed
        }

        previous?.Leave(new StreamFault("conflict"));
        return (connection, previous);
    }

    /// <summary>A connection has ended. If it is the session's last one, the session waits to be resumed, or ends.</summary>
    public void Detach(SessionConnection connection, bool mayResume)
    {
        lock (_lock)
        {
            if (_connection != connection)
            {
                return;
            }

            Volatile.Write(ref _connection, null);
            if (mayResume && !_isEnded && _queue.Counts && Management.ResumeTimeout > TimeSpan.Zero)
            {
                LostAt = _context.World.Time.GetUtcNow();
                _expiry = _context.World.Time.CreateTimer(
                    static session => ((ChatSession)session!).Expire(), this, Management.ResumeTimeout, Timeout.InfiniteTimeSpan);
                return;
            }

            _isEnded = true;
        }

        Close();
        GiveUp();
    }

    /// <summary>Ends the session; with a fault, by a stream error. The first call decides.</summary>
    /// <param name="fault">The stream error, or null.</param>
    /// <param name="from">If given, it counts only while this is the session's connection.</param>
    public void End(StreamFault? fault, SessionConnection? from = null)
    {
        SessionConnection? connection;
        lock (_lock)
        {
            if (_isEnded || (from is not null && from != _connection))
            {
                return;
            }

            _isEnded = true;
            connection = _connection;
        }

        Close();
        if (connection is null)
        {
            GiveUp();
        }
        else
        {
            connection.Stop(fault);
        }
    }

    /// <summary>Queues it; a session that does not read is ended instead, and false returned.</summary>
    public bool TrySend(Outgoing item)
    {
        if (!_queue.IsTooFarBehind && _queue.TryEnqueue(item))
        {
            return true;
        }

        var connection = Connection;
        End(new StreamFault("policy-violation"));
        connection?.Leave(fault: null);
        return false;
    }

    /// <summary>Queues it if there is room.</summary>
    public bool TryEnqueue(Outgoing item) => _queue.TryEnqueue(item);

    /// <summary>Queues an answer to this session's own stanza.</summary>
    public void Reply(Element stanza) => TrySend(Outgoing.Live(stanza));

    /// <summary>Sends the session's own stanza back with the reason.</summary>
    public void Refuse(Element stanza, StanzaError error) =>
        Reply(Refusals.Bounce(stanza, error, FullJid, _context.Addresses.ChatHost));

    /// <summary>Whom the session means.</summary>
    public Address Resolve(string? address)
    {
        // Most stanzas of a session go where the last one went.
        if (address is null || _lastAddress.Text != address)
        {
            _lastAddress = (address ?? "", _context.Addresses.Parse(address, StreamHost));
        }

        return _lastAddress.Address;
    }

    /// <summary>
    /// The client has handled so many stanzas; false when that is more than it was sent, which ends the session.
    /// </summary>
    public bool Acknowledge(uint handled)
    {
        var isTrue = _queue.TryAcknowledge(handled);
        if (!isTrue)
        {
            End(StreamFault.HandledCountTooHigh(handled, _queue.SentCount));
        }

        return isTrue;
    }

    /// <summary>Asks again for an acknowledgement that is owed.</summary>
    public void AskForAcknowledgement() => _queue.AskAgain();

    private void Expire()
    {
        lock (_lock)
        {
            if (_connection is not null || _isEnded)
            {
                return;
            }

            _isEnded = true;
        }

        Close();
        GiveUp();
    }

    /// <summary>In this order: whoever finds the queue closed must not find the session in the mailbox again.</summary>
    private void Close()
    {
        Mailbox.Remove(this);
        _queue.Close();
    }

    /// <summary>Nobody reads or writes any more: tells those who care, and gives back what could not be delivered.</summary>
    private void GiveUp()
    {
        _expiry?.Dispose();
        Management.Forget();
        _context.Presences.SessionEnded(this);
        foreach (var item in _queue.TakeUndelivered())
        {
            Mailbox.GiveBack(item);
        }
    }
}
