using System.Threading.Channels;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// Everything that a session sends, in the order of the calls, by one writer at a time. Stanzas that the server has not
/// acknowledged (XEP-0198) are kept until it does, and written again after a resumption; when there are too many, no more are
/// written, and senders wait in their order. Answers and reports are not held up by that: the server may be waiting for them
/// before it acknowledges anything.
/// </summary>
internal sealed class OutgoingQueue
{
    private const int FlushAtBytes = 32 * 1024;
    private const int UrgentCapacity = 1024;
    private static readonly Element AcknowledgementRequest = new(new XmlName(Namespaces.StreamManagement, "r"));

    private readonly bool _hasStreamManagement;
    private readonly TimeProvider _time;
    private readonly Channel<OutgoingStanza> _queue;
    private readonly Channel<OutgoingStanza> _urgent = Channel.CreateBounded<OutgoingStanza>(UrgentCapacity);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly UnacknowledgedStanzas _unacknowledged;
    private readonly Queue<OutgoingStanza> _again = new();
    private readonly List<OutgoingStanza> _batch = [];
    private volatile bool _requestIsDue;
    private XmppException? _ended;
    private long _lastWrite;
    private long _oldestRequest;   // when the acknowledgement that is still missing was asked for; 0: none is missing

    /// <param name="hasStreamManagement">Whether the server acknowledges stanzas.</param>
    /// <param name="capacity">How many may wait for that.</param>
    /// <param name="time">The clock.</param>
    /// <param name="acknowledged">The count so far; for tests of the wrap.</param>
    public OutgoingQueue(bool hasStreamManagement, int capacity, TimeProvider time, uint acknowledged = 0)
    {
        _unacknowledged = new UnacknowledgedStanzas(capacity, acknowledged);
        _hasStreamManagement = hasStreamManagement;
        _time = time;
        _lastWrite = time.GetTimestamp();
        _queue = Channel.CreateBounded<OutgoingStanza>(new BoundedChannelOptions(capacity) { SingleReader = true });
    }

    /// <summary>When something was last written, for the keep-alive.</summary>
    public TimeSpan SinceLastWrite => _time.GetElapsedTime(Interlocked.Read(ref _lastWrite));

    /// <summary>Whether the server has acknowledged anything since the last resumption.</summary>
    public bool IsProgressing { get; private set; }

    /// <summary>For how long the server has owed an acknowledgement.</summary>
    public TimeSpan AcknowledgementOverdue =>
        Interlocked.Read(ref _oldestRequest) is > 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

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
    /// Sends something before the stanzas that wait, and waits for nothing: an answer, a report, a keep-alive. False when the
    /// peer has made us owe so much that there is no room, or when the queue is closed.
    /// </summary>
    public bool TryPost(OutgoingStanza stanza)
    {
        var isPosted = _urgent.Writer.TryWrite(stanza);
        _wake.Writer.TryWrite(true);
        return isPosted;
    }

    /// <summary>
    /// XEP-0198 §5: the session goes on with a new stream. What the server has not handled is written again, before anything
    /// else. Not while a writer runs.
    /// </summary>
    /// <exception cref="XmppFormatException">The server claims to have handled more than was sent.</exception>
    public void Resume(uint handled)
    {
        Acknowledge(handled);
        IsProgressing = false;

        // Nobody counts these, and somebody may wait for them: whether they were written is not known.
        var uncounted = _batch.Concat(_again).Where(element => !element.IsStanza).ToList();
        _batch.Clear();
        _again.Clear();
        _requestIsDue = false;
        Interlocked.Exchange(ref _oldestRequest, 0);
        Interlocked.Exchange(ref _lastWrite, _time.GetTimestamp());
        foreach (var element in _unacknowledged.ToList().Concat(uncounted))
        {
            _again.Enqueue(element);
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>Asks the server how far it is, although nothing new was sent: the question or its answer may be lost.</summary>
    public void AskAgain()
    {
        _requestIsDue = true;
        _wake.Writer.TryWrite(true);
    }

    /// <summary>The one writer on a stream. Returns when the queue was closed and everything in it is written.</summary>
    /// <exception cref="XmppConnectionException">The connection broke.</exception>
    public async Task RunAsync(XmlStream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            BufferWhatMayBeSent(stream);
            if (_batch.Count > 0 || stream.BufferedBytes > 0)
            {
                await FlushAsync(stream, cancellationToken).ConfigureAwait(false);
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
    /// <exception cref="XmppFormatException">It claims more than was sent.</exception>
    public void Acknowledge(uint handled)
    {
        var (isProgress, isAll) = _unacknowledged.Acknowledge(handled);
        IsProgressing |= isProgress;
        Interlocked.Exchange(ref _oldestRequest, isAll ? 0 : _time.GetTimestamp());
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

        _unacknowledged.Fail(Broken(error));
    }

    private static XmppConnectionException Broken(XmppException? error) =>
        new("The connection ended; whether the stanza arrived is not known.", error);

    private void BufferWhatMayBeSent(XmlStream stream)
    {
        while (stream.BufferedBytes < FlushAtBytes && _again.TryDequeue(out var again))
        {
            // A stanza is among the unacknowledged already.
            TryBuffer(stream, again);
            _requestIsDue |= again.IsStanza;
        }

        // The server counts in the order of the first time.
        while (_again.Count == 0 && _urgent.Reader.TryRead(out var urgent))
        {
            Buffer(stream, urgent);
        }

        while (_again.Count == 0 && stream.BufferedBytes < FlushAtBytes && _unacknowledged.HasRoom
            && _queue.Reader.TryRead(out var stanza))
        {
            Buffer(stream, stanza);
        }

        if (_requestIsDue && _hasStreamManagement)
        {
            _requestIsDue = false;
            stream.Buffer(AcknowledgementRequest);
            Interlocked.CompareExchange(ref _oldestRequest, _time.GetTimestamp(), 0);
        }
    }

    private async Task FlushAsync(XmlStream stream, CancellationToken cancellationToken)
    {
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Exchange(ref _lastWrite, _time.GetTimestamp());
        foreach (var written in _batch)
        {
            written.Written(_hasStreamManagement);
        }

        _batch.Clear();
    }

    private void Buffer(XmlStream stream, OutgoingStanza stanza)
    {
        if (TryBuffer(stream, stanza) && _hasStreamManagement && stanza.IsStanza)
        {
            _unacknowledged.Add(stanza);
            _requestIsDue = true;
        }
    }

    private bool TryBuffer(XmlStream stream, OutgoingStanza stanza)
    {
        try
        {
            if (stanza.ToWrite() is { } element)
            {
                stream.Buffer(element);
            }
            else
            {
                stream.BufferWhitespace();
            }
        }
        catch (XmppFormatException e)
        {
            stanza.Failed(e);
            return false;
        }

        _batch.Add(stanza);
        return true;
    }
}
