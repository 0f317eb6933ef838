using System.Collections.Concurrent;
using System.Threading.Channels;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;

namespace BotPlatform.Sandbox.Chat;

/// <summary>
/// The only writer of a bound session: a bounded queue, written in batches, and the sending half of stream management
/// (XEP-0198 §4). What was not acknowledged can be taken back.
/// </summary>
internal sealed class SessionWriter(XmlStream stream, SandboxOptions options)
{
    private const int FlushBytes = 32 * 1024;
    private static readonly Element Placeholder = new(
        new XmlName(Namespaces.Client, "message"), null, new XmlAttribute("type", "headline"));

    private static readonly Outgoing Request = Outgoing.Nonza(new Element(new XmlName(Namespaces.StreamManagement, "r")));

    // Room for what was stored while the user was away, and for what comes meanwhile.
    private readonly Channel<Outgoing> _queue = Channel.CreateBounded<Outgoing>(
        new BoundedChannelOptions(options.SessionQueueLimit + options.OfflineLimit) { SingleReader = true });

    // Written in the order of sending; the reader's loop takes out what the peer acknowledges.
    private readonly ConcurrentQueue<Outgoing> _unconfirmed = new();
    private readonly List<Outgoing> _refused = [];
    private int _unconfirmedCount;
    private uint _acknowledged;
    private Outgoing? _enabling;
    private volatile bool _counts;
    private volatile bool _requested;
    private volatile bool _closing;
    private bool _owesRequest;

    /// <summary>Whether everything that was sent before the end reached the connection.</summary>
    public bool IsIntact { get; private set; } = true;

    /// <summary>Whether the peer has left too many stanzas unacknowledged.</summary>
    public bool IsTooFarBehind => _counts && Volatile.Read(ref _unconfirmedCount) >= options.SessionQueueLimit;

    /// <summary>Whether so much waits for the peer that whoever writes to it should slow down.</summary>
    public bool IsCrowded =>
        !_closing && _queue.Reader.Count + Volatile.Read(ref _unconfirmedCount) >= options.SessionQueueLimit / 2;

    public bool TryEnqueue(Outgoing item) => _queue.Writer.TryWrite(item);

    /// <summary>Starts counting behind this answer, which is sent in its turn.</summary>
    public void Enable(Element enabled)
    {
        _enabling = Outgoing.Nonza(enabled);
        TryEnqueue(_enabling);
    }

    /// <summary>The peer has handled so many stanzas; false when that is more than were sent.</summary>
    public bool TryAcknowledge(uint handled)
    {
        var count = unchecked(handled - _acknowledged);
        for (var i = 0u; i < count; i++)
        {
            if (!_unconfirmed.TryDequeue(out var item))
            {
                return false;
            }

            Interlocked.Decrement(ref _unconfirmedCount);
            item.MarkDelivered();
        }

        _acknowledged = handled;
        _requested = false;
        if (count > 0)
        {
            AskAgain();
        }

        return true;
    }

    /// <summary>Asks for an acknowledgement when one is owed and none is on its way.</summary>
    public void AskAgain()
    {
        if (_counts && !_requested && !_unconfirmed.IsEmpty)
        {
            _requested = TryEnqueue(Request);
        }
    }

    /// <summary>Nothing more is queued; messages that still wait are not written, answers are.</summary>
    public void Complete()
    {
        _closing = true;
        _queue.Writer.TryComplete();
    }

    /// <summary>Writes until <see cref="Complete"/>, or until the connection breaks.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(cancellationToken))
            {
                await WriteBatchAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is XmppConnectionException or OperationCanceledException)
        {
            IsIntact = false;
            throw;
        }
    }

    /// <summary>What was not delivered, oldest first. Only after <see cref="RunAsync"/> has ended.</summary>
    public IEnumerable<Outgoing> TakeUndelivered()
    {
        while (_unconfirmed.TryDequeue(out var item))
        {
            yield return item;
        }

        foreach (var item in _refused)
        {
            yield return item;
        }

        while (_queue.Reader.TryRead(out var item))
        {
            yield return item;
        }
    }

    private async Task WriteBatchAsync(CancellationToken cancellationToken)
    {
        while (_queue.Reader.TryRead(out var item))
        {
            if (_closing && item.IsKept)
            {
                _refused.Add(item);
                continue;
            }

            if (item == _enabling)
            {
                await FlushAsync(cancellationToken);
                _counts = true;
            }

            try
            {
                await WriteAsync(item, cancellationToken);
            }
            catch (XmppFormatException)
            {
                // Too large by what the server added. The peer counts stanzas, so something must take its place.
                await FlushAsync(cancellationToken);
                await stream.SendAsync(Placeholder, cancellationToken);
            }
        }

        if (_counts && _owesRequest && !_requested)
        {
            _requested = true;
            _owesRequest = false;
            await WriteAsync(Request, cancellationToken);
        }

        await FlushAsync(cancellationToken);
    }

    private async Task WriteAsync(Outgoing item, CancellationToken cancellationToken)
    {
        if (item.IsStanza)
        {
            // Before it leaves: the acknowledgement may be faster than we are.
            Interlocked.Increment(ref _unconfirmedCount);
            _unconfirmed.Enqueue(item);
            _owesRequest |= item.IsKept;
        }

        stream.Buffer(item.Element);
        if (stream.BufferedBytes >= FlushBytes)
        {
            await FlushAsync(cancellationToken);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await stream.FlushAsync(cancellationToken);

        // Without stream management, what the operating system took counts as delivered.
        while (!_counts && _unconfirmed.TryDequeue(out var item))
        {
            Interlocked.Decrement(ref _unconfirmedCount);
            item.MarkDelivered();
        }
    }
}
