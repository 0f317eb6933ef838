using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Sessions;

/// <summary>
/// What waits for one session, and what it was sent and has not acknowledged: the sending half of stream management
/// (XEP-0198 §4). Bounded. It outlives connections, so that a resumed session goes on where the last connection ended.
/// </summary>
/// <param name="options">For the bounds.</param>
/// <param name="acknowledged">What both sides have counted to already: 0, but for the end of the numbers.</param>
internal sealed class SessionQueue(SandboxOptions options, uint acknowledged = 0)
{
    public static readonly Outgoing Request = Outgoing.Nonza(new Element(new XmlName(Namespaces.StreamManagement, "r")));

    // Room for what was stored while the user was away, and for what comes meanwhile.
    private readonly Channel<Outgoing> _waiting = Channel.CreateBounded<Outgoing>(
        new BoundedChannelOptions(options.SessionQueueLimit + options.OfflineLimit) { SingleReader = true });

    // In the order of sending: the writer adds, the reader's loop takes out what the peer acknowledges.
    private readonly ConcurrentQueue<Outgoing> _unconfirmed = new();
    private readonly List<Outgoing> _putAside = [];
    private int _unconfirmedCount;
    private uint _acknowledged = acknowledged;
    private volatile bool _counts;
    private volatile bool _isClosed;
    private volatile bool _isRequested;

    /// <summary>Whether the peer acknowledges.</summary>
    public bool Counts => _counts;

    /// <summary>Whether nothing more is queued, and messages that still wait are not to be written; answers are.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether the peer was asked for an acknowledgement and has not answered yet.</summary>
    public bool IsRequested
    {
        get => _isRequested;
        set => _isRequested = value;
    }

    /// <summary>How many items wait to be written.</summary>
    public int WaitingCount => _waiting.Reader.Count;

    /// <summary>Whether the peer has left too many stanzas unacknowledged.</summary>
    public bool IsTooFarBehind => _counts && Volatile.Read(ref _unconfirmedCount) >= options.SessionQueueLimit;

    /// <summary>Whether so much waits for the peer that whoever writes to it should slow down.</summary>
    public bool IsCrowded =>
        !_isClosed && WaitingCount + Volatile.Read(ref _unconfirmedCount) >= options.SessionQueueLimit / 2;

    /// <summary>How many stanzas the peer was sent; it starts again at 2^32.</summary>
    public uint SentCount => unchecked(_acknowledged + (uint)Volatile.Read(ref _unconfirmedCount));

    /// <summary>What was sent and not acknowledged, oldest first.</summary>
    public IReadOnlyList<Outgoing> Unconfirmed => [.. _unconfirmed];

    public bool TryEnqueue(Outgoing item) => _waiting.Writer.TryWrite(item);

    public bool TryTake([NotNullWhen(true)] out Outgoing? item) => _waiting.Reader.TryRead(out item);

    /// <summary>Waits for something to write; false when nothing will come any more.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>From now on, what is sent counts as delivered only when the peer says so.</summary>
    public void StartCounting() => _counts = true;

    /// <summary>The stanza is about to leave. Before it does: the acknowledgement may be faster than we are.</summary>
    public void Sending(Outgoing stanza)
    {
        Interlocked.Increment(ref _unconfirmedCount);
        _unconfirmed.Enqueue(stanza);
    }

    /// <summary>Without stream management, what the operating system took counts as delivered.</summary>
    public void Flushed()
    {
        while (!_counts && _unconfirmed.TryDequeue(out var item))
        {
            Interlocked.Decrement(ref _unconfirmedCount);
            item.MarkDelivered();
        }
    }

    /// <summary>The peer has handled so many stanzas; false, and nothing is changed, when that is more than were sent.</summary>
    public bool TryAcknowledge(uint handled)
    {
        var count = unchecked(handled - _acknowledged);
        if (count > (uint)Volatile.Read(ref _unconfirmedCount))
        {
            return false;
        }

        for (var i = 0u; i < count && _unconfirmed.TryDequeue(out var item); i++)
        {
            Interlocked.Decrement(ref _unconfirmedCount);
            item.MarkDelivered();
        }

        _acknowledged = handled;
        IsRequested = false;
        if (count > 0)
        {
            AskAgain();
        }

        return true;
    }

    /// <summary>Asks for an acknowledgement when one is owed and none is on its way.</summary>
    public void AskAgain()
    {
        if (_counts && !IsRequested && !_unconfirmed.IsEmpty)
        {
            IsRequested = TryEnqueue(Request);
        }
    }

    /// <summary>Taken out and not to be written: it belongs to what was not delivered.</summary>
    public void PutAside(Outgoing item) => _putAside.Add(item);

    /// <summary>Nothing more is queued.</summary>
    public void Close()
    {
        _isClosed = true;
        _waiting.Writer.TryComplete();
    }

    /// <summary>What was not delivered, oldest first. Only when it is closed, and nobody writes any more.</summary>
    public IEnumerable<Outgoing> TakeUndelivered()
    {
        while (_unconfirmed.TryDequeue(out var item))
        {
            yield return item;
        }

        foreach (var item in _putAside)
        {
            yield return item;
        }

        while (TryTake(out var item))
        {
            yield return item;
        }
    }
}
