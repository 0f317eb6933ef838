using System.Threading.Channels;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// Everything that is sent, in order, by one writer. Stanzas that the server has not acknowledged (XEP-0198) are kept until it
/// does; how many there may be is bounded, and a sender waits when there are more.
/// </summary>
internal sealed class OutgoingQueue : IDisposable
{
    private const int FlushAtBytes = 32 * 1024;
    private static readonly Element AcknowledgementRequest = new(new XmlName(Namespaces.StreamManagement, "r"));

    private readonly XmlStream _stream;
    private readonly bool _hasStreamManagement;
    private readonly TimeProvider _time;
    private readonly Channel<OutgoingStanza> _queue;
    private readonly SemaphoreSlim _room;
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
        _time = time;
        _room = new SemaphoreSlim(capacity);
        _lastWrite = time.GetTimestamp();
        _queue = Channel.CreateBounded<OutgoingStanza>(new BoundedChannelOptions(capacity) { SingleReader = true });
    }

    /// <summary>When something was last written, for the keep-alive.</summary>
    public TimeSpan SinceLastWrite => _time.GetElapsedTime(Interlocked.Read(ref _lastWrite));

    /// <summary>For how long the server has owed an acknowledgement.</summary>
    public TimeSpan AcknowledgementOverdue =>
        Interlocked.Read(ref _oldestRequest) is > 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Puts something in the queue and waits until it is written or acknowledged.</summary>
    /// <exception cref="XmppFormatException">It holds what XML cannot carry, or is too large; nothing was sent.</exception>
    /// <exception cref="XmppConnectionException">The connection ended; whether the stanza arrived is not known.</exception>
    public async Task SendAsync(OutgoingStanza stanza, CancellationToken cancellationToken)
    {
        var holdsRoom = _hasStreamManagement && stanza.IsStanza;
        if (holdsRoom)
        {
            await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await _queue.Writer.WriteAsync(stanza, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (holdsRoom)
            {
                _room.Release();
            }

            if (e is ChannelClosedException)
            {
                throw Broken(_ended);
            }

            throw;
        }

        await stanza.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts something in the queue that nobody waits for: an answer to the server, or a keep-alive.</summary>
    public ValueTask PostAsync(OutgoingStanza stanza, CancellationToken cancellationToken) =>
        _queue.Writer.WriteAsync(stanza, cancellationToken);

    /// <summary>Like <see cref="PostAsync"/>, but does nothing when the queue is full or closed.</summary>
    public bool TryPost(OutgoingStanza stanza) => _queue.Writer.TryWrite(stanza);

    /// <summary>The one writer. Returns when the queue was closed and everything in it is written.</summary>
    /// <exception cref="XmppConnectionException">The connection broke.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_stream.BufferedBytes < FlushAtBytes && _queue.Reader.TryRead(out var stanza))
            {
                Buffer(stanza);
            }

            if (_requestIsDue)
            {
                _requestIsDue = false;
                _stream.Buffer(AcknowledgementRequest);
                Interlocked.CompareExchange(ref _oldestRequest, _time.GetTimestamp(), 0);
            }

            await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            Interlocked.Exchange(ref _lastWrite, _time.GetTimestamp());
            foreach (var written in _batch)
            {
                written.Written(_hasStreamManagement);
            }

            _batch.Clear();
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

            if (count > 0)
            {
                _room.Release((int)count);
            }

            Interlocked.Exchange(ref _oldestRequest, _unacknowledged.Count == 0 ? 0 : _time.GetTimestamp());
        }
    }

    /// <summary>Nothing more is accepted; what is in the queue is still written.</summary>
    public void Close(XmppException? error)
    {
        _ended ??= error;
        _queue.Writer.TryComplete();
    }

    /// <summary>The connection is over: everybody who still waits learns it.</summary>
    public void Fail(XmppException? error)
    {
        Close(error);
        while (_queue.Reader.TryRead(out var queued))
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

        // Lets everybody through who still waits for room, to find the queue closed.
        _room.Release(short.MaxValue);
    }

    public void Dispose() => _room.Dispose();

    private static XmppConnectionException Broken(XmppException? error) =>
        new("The connection ended; whether the stanza arrived is not known.", error);

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
                if (_hasStreamManagement && stanza.IsStanza)
                {
                    _room.Release();
                }

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
