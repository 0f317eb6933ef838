using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;

namespace BotPlatform.Sandbox.Chat.Sessions;

/// <summary>The only writer of a connection: takes from the session's queue and writes in batches.</summary>
internal sealed class SessionWriter
{
    private const int FlushBytes = 32 * 1024;
    private static readonly Element Placeholder = new(
        new XmlName(Namespaces.Client, "message"), null, new XmlAttribute("type", "headline"));

    private readonly SessionQueue _queue;
    private readonly XmlStream _stream;
    private readonly Chaos.Standstill _standstill;
    private int _stale;
    private bool _owesRequest;

    /// <summary>Only when the queue's writer before this one has ended.</summary>
    public SessionWriter(SessionQueue queue, XmlStream stream, Chaos.Standstill standstill)
    {
        (_queue, _stream, _standstill) = (queue, stream, standstill);
        _stale = queue.WaitingCount;
        queue.IsRequested = false;
    }

    /// <summary>Whether everything that was to be sent reached the connection.</summary>
    public bool IsIntact { get; private set; } = true;

    /// <summary>Writes until the queue is closed, the connection breaks, or it is told to stop.</summary>
    /// <exception cref="XmppConnectionException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop in the middle of writing.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ResendAsync(cancellationToken);
            while (await HasMoreAsync(cancellationToken))
            {
                await _standstill.PassAsync(cancellationToken);
                await WriteBatchAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is XmppConnectionException or OperationCanceledException)
        {
            IsIntact = false;
            throw;
        }
    }

    private async ValueTask<bool> HasMoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _queue.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;   // between two elements: nothing is half written
        }
    }

    /// <summary>XEP-0198 §5: what a resumed session has not acknowledged comes first.</summary>
    private async Task ResendAsync(CancellationToken cancellationToken)
    {
        foreach (var item in _queue.Unconfirmed)
        {
            _owesRequest = true;
            await WriteAsync(item.Element, cancellationToken);
        }

        await FinishBatchAsync(cancellationToken);
    }

    private async Task WriteBatchAsync(CancellationToken cancellationToken)
    {
        while (_queue.TryTake(out var item))
        {
            // What an earlier connection was about to say of itself (a count, a question) means nothing on this one.
            var isStale = _stale > 0 && _stale-- > 0 && !item.IsStanza;
            if (isStale)
            {
                continue;
            }

            if (_queue.IsClosed && item.IsKept)
            {
                _queue.PutAside(item);
                continue;
            }

            if (item.StartsCounting)
            {
                await FlushAsync(cancellationToken);
                _queue.StartCounting();
            }

            if (item.IsStanza)
            {
                _queue.Sending(item);
                _owesRequest |= item.IsKept;
            }

            await WriteAsync(item.Element, cancellationToken);
        }

        await FinishBatchAsync(cancellationToken);
    }

    private async Task FinishBatchAsync(CancellationToken cancellationToken)
    {
        if (_queue.Counts && _owesRequest && !_queue.IsRequested)
        {
            _queue.IsRequested = true;
            _owesRequest = false;
            await WriteAsync(SessionQueue.Request.Element, cancellationToken);
        }

        await FlushAsync(cancellationToken);
    }

    private async Task WriteAsync(Element element, CancellationToken cancellationToken)
    {
        try
        {
            _stream.Buffer(element);
        }
        catch (XmppFormatException)
        {
            // Too large by what the server added. The peer counts stanzas, so something must take its place.
            _stream.Buffer(Placeholder);
        }

        if (_stream.BufferedBytes >= FlushBytes)
        {
            await FlushAsync(cancellationToken);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _stream.FlushAsync(cancellationToken);
        _queue.Flushed();
    }
}
