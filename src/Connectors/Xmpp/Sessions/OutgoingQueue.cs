using System.Threading.Channels;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// Everything that is sent, in the order of the calls, by one writer. Stanzas that the server has not acknowledged (XEP-0198) are
/// kept until it does; when there are too many, no more are written, and senders wait in their order. Answers and reports are not
/// held up by that: the server may be waiting for them before it acknowledges anything.
/// </summary>
internal sealed class OutgoingQueue
{
    private const int FlushAtBytes = 32 * 1024;
    private const int UrgentCapacity = 1024;
    private static readonly Element AcknowledgementRequest = new(new XmlName(Namespaces.StreamManagement, "r"));

    private readonly XmlStream _stream;
    private readonly bool _hasStreamManagement;
    private readonly int _capacity;
    private readonly TimeProvider _time;
    private readonly Channel<OutgoingStanza> _queue;
    private readonly Channel<OutgoingStanza> _urgent = Channel.CreateBounded<OutgoingStanza>(UrgentCapacity);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _lock = new();
    private readonly Queue<OutgoingStanza> _unacknowledged = new();
    private readonly List<OutgoingStanza> _batch = [];
    private uint _acknowledged;
    private bool _requestIsDue;
    private XmppException? _ended;
    private long _lastWrite;
    private long _oldestRequest;   // when the acknowledgement that is still missing was asked for; 0: none is missing

    public OutgoingQueue(XmlStream stream, bool hasStreamManagement, int capacity, TimeProvider time)
    {
        _stream = stream;
        _hasStreamManagement = hasStreamManagement;
        _capacity = capacity;
        _time = time;
        _lastWrite = time.GetTimestamp();
        _queue = Channel.CreateBounded<OutgoingStanza>(new BoundedChannelOptions(capacity) { SingleReader = true });
    }

    /// <summary>When something was last written, for the keep-alive.</summary>
    public TimeSpan SinceLastWrite => _time.GetElapsedTime(Interlocked.Read(ref _lastWrite));

    /// <summary>For how long the server has owed an acknowledgement.</summary>
    public TimeSpan AcknowledgementOverdue =>
        Interlocked.Read(ref _oldestRequest) is > 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    private bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return _unacknowledged.Count < _capacity;
            }
        }
    }

    /// <summary>Puts a stanza in the queue and waits until it is written or acknowledged.</summary>
    /// <exception cref="XmppFormatException">It holds what XML cannot carry, or is too large; nothing was sent.</exception>
    /// <exception cref="XmppConnectionException">The connection ended; whether the stanza arrived is not known.</exception>
    public async Task SendAsync(OutgoingStanza stanza, CancellationToken cancellationToken)
    {
        try
        {
            // A full channel takes those who wait in the order in which they came.
            await _queue.Writer.WriteAsync(stanza, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw Broken(_ended);
        }

        _wake.Writer.TryWrite(true);
        await stanza.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends something before the stanzas that wait, and waits for nothing: an answer, a report, a keep-alive. False when the peer
    /// has made us owe so much that there is no room, or when the queue is closed.
    /// </summary>
    public bool TryPost(OutgoingStanza stanza)
    {
        var isPosted = _urgent.Writer.TryWrite(stanza);
        _wake.Writer.TryWrite(true);
        return isPosted;
    }

    /// <summary>The one writer. Returns when the queue was closed and everything in it is written.</summary>
    /// <exception cref="XmppConnectionException">The connection broke.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            BufferWhatMayBeSent();
            if (_batch.Count > 0)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (_queue.Reader.Completion.IsCompleted && _urgent.Reader.Completion.IsCompleted)
            {
                return;
            }
            else
            {
                await _wake.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>XEP-0198 §4: the server has handled everything up to <paramref name="handled"/>, which wraps at 2^32.</summary>
    /// <exception cref="XmppConnectionException">It claims more than was sent.</exception>
    public void Acknowledge(uint handled)
    {
        lock (_lock)
        {
            var count = unchecked(handled - _acknowledged);
            if (count > _unacknowledged.Count)
            {
                throw new XmppConnectionException("The server acknowledged more stanzas than it was sent.")
                {
                    StreamErrorCondition = StanzaError.UndefinedCondition,
                };
            }

            _acknowledged = handled;
            for (var i = 0; i < count; i++)
            {
                _unacknowledged.Dequeue().Acknowledged();
            }

            Interlocked.Exchange(ref _oldestRequest, _unacknowledged.Count == 0 ? 0 : _time.GetTimestamp());
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>Nothing more is accepted; what is in the queue is still written.</summary>
    public void Close(XmppException? error)
    {
        _ended ??= error;
        _queue.Writer.TryComplete();
        _urgent.Writer.TryComplete();
        _wake.Writer.TryWrite(true);
    }

    /// <summary>The connection is over: everybody who still waits learns it.</summary>
    public void Fail(XmppException? error)
    {
        Close(error);
        while (_queue.Reader.TryRead(out var queued) || _urgent.Reader.TryRead(out queued))
        {
            queued.Failed(Broken(error));
        }

        foreach (var written in _batch)
        {
            written.Failed(Broken(error));
        }

        lock (_lock)
        {
            while (_unacknowledged.TryDequeue(out var unacknowledged))
            {
                unacknowledged.Failed(Broken(error));
            }
        }
    }

    private static XmppConnectionException Broken(XmppException? error) =>
        new("The connection ended; whether the stanza arrived is not known.", error);

    private void BufferWhatMayBeSent()
    {
        while (_urgent.Reader.TryRead(out var urgent))
        {
            Buffer(urgent);
        }

        while (_stream.BufferedBytes < FlushAtBytes && HasRoom && _queue.Reader.TryRead(out var stanza))
        {
            Buffer(stanza);
        }

        if (_requestIsDue)
        {
            _requestIsDue = false;
            _stream.Buffer(AcknowledgementRequest);
            Interlocked.CompareExchange(ref _oldestRequest, _time.GetTimestamp(), 0);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Exchange(ref _lastWrite, _time.GetTimestamp());
        foreach (var written in _batch)
        {
            written.Written(_hasStreamManagement);
        }

        _batch.Clear();
    }

    private void Buffer(OutgoingStanza stanza)
    {
        if (stanza.ToWrite() is not { } element)
        {
            _stream.BufferWhitespace();
        }
        else
        {
            try
            {
                _stream.Buffer(element);
            }
            catch (XmppFormatException e)
            {
                stanza.Failed(e);
                return;
            }
        }

        _batch.Add(stanza);
        if (_hasStreamManagement && stanza.IsStanza)
        {
            lock (_lock)
            {
                // Before the bytes leave, so that the acknowledgement cannot come first.
                _unacknowledged.Enqueue(stanza);
            }

            _requestIsDue = true;
        }
    }
}
