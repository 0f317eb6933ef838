using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// One stream of a session while it lives: one loop reads, one writes, one watches. Whichever ends first ends the others.
/// </summary>
/// <param name="options">Time-outs.</param>
/// <param name="session">What is moved.</param>
/// <param name="stream">The negotiated stream; it is closed in the end.</param>
/// <param name="signOfLife">A request that every server answers.</param>
internal sealed class SessionConnection(XmppClientOptions options, Session session, XmlStream stream, Iq signOfLife) : IDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _ending = new();
    private bool _isDisposed;
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastRead = options.Time.GetTimestamp();
    private volatile bool _closing;
    private volatile bool _isFull;   // it is we who do not read, so the server's silence means nothing

    /// <summary>Moves stanzas until it ends.</summary>
    /// <param name="earlyStanzas">What arrived during the negotiation, uncounted.</param>
    /// <returns>Why it ended; null when it was our wish.</returns>
    public async Task<ConnectionEnd?> RunAsync(IReadOnlyList<Element> earlyStanzas)
    {
        // Not on the caller's thread: what is buffered may keep a loop busy for long.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var reading = ReadAsync(earlyStanzas);
        var writing = WriteAsync();
        var watching = new KeepAlive(options, session.Outgoing, Silence, CheckLifeAsync).RunAsync(_stop.Token);
        var first = await Task.WhenAny(reading, writing, watching, _aborted.Task).ConfigureAwait(false);
        if (first == writing && writing.IsCompletedSuccessfully)
        {
            // We said goodbye; the server has until the token fires to do the same.
            first = await Task.WhenAny(reading, Task.Delay(Timeout.Infinite, _stop.Token)).ConfigureAwait(false);
        }

        var end = _closing ? null : ConnectionEnd.Of(first) with { IsUnanswered = first == watching };
        if (_closing || end!.MustSayGoodbye)
        {
            await SayGoodbyeAsync(end?.OurStreamError, writing).ConfigureAwait(false);
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(reading, writing, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stream.DisposeAsync().ConfigureAwait(false);
        return end;
    }

    /// <summary>
    /// Says goodbye, unless it was aborted; what is queued is written before, and the server gets a moment for its own.
    /// </summary>
    public void Close()
    {
        if (!_closing && !_aborted.Task.IsCompleted)
        {
            _closing = true;
            session.Report();
            session.Outgoing.Close(error: null);
            lock (_ending)
            {
                if (!_isDisposed)
                {
                    _stop.CancelAfter(CloseTimeout);
                }
            }
        }
    }

    /// <summary>Ends it without a word, so that the session can be resumed.</summary>
    public void Abort(XmppException reason) => _aborted.TrySetException(reason);

    /// <inheritdoc />
    public void Dispose()
    {
        // Whoever closes it may come at this very moment.
        lock (_ending)
        {
            _isDisposed = true;
            _stop.Dispose();
        }
    }

    private async Task ReadAsync(IReadOnlyList<Element> earlyStanzas)
    {
        await WaitForRoomAsync(session.DeliverHeldAsync(_stop.Token)).ConfigureAwait(false);
        foreach (var element in earlyStanzas)
        {
            await HandleAsync(element, isCounted: false).ConfigureAwait(false);
        }

        while (true)
        {
            if (!stream.TryRead(out var item))
            {
                item = await stream.ReadAsync(_stop.Token).ConfigureAwait(false);
                Heard();
            }

            if (item.Kind == StreamItemKind.Close)
            {
                return;
            }

            var element = item.Element
                ?? throw new XmppFormatException("The server opened the stream twice.", "bad-format");
            if (StreamError.IsError(element))
            {
                throw StreamError.Parse(element).ToException();
            }

            await HandleAsync(element, isCounted: true).ConfigureAwait(false);
        }
    }

    private ValueTask HandleAsync(Element element, bool isCounted) =>
        WaitForRoomAsync(session.HandleAsync(element, isCounted, _stop.Token));

    private ValueTask WaitForRoomAsync(ValueTask room) => room.IsCompletedSuccessfully ? room : ReallyWaitForRoomAsync(room);

    private async ValueTask ReallyWaitForRoomAsync(ValueTask room)
    {
        _isFull = true;
        await room.ConfigureAwait(false);
        Heard();
        _isFull = false;
    }

    private void Heard()
    {
        Interlocked.Exchange(ref _lastRead, options.Time.GetTimestamp());
        session.LastHeard = options.Time.GetUtcNow();
    }

    private async Task WriteAsync()
    {
        await session.Outgoing.RunAsync(stream, _stop.Token).ConfigureAwait(false);
        await stream.SendCloseAsync(_stop.Token).ConfigureAwait(false);
    }

    private TimeSpan Silence() =>
        _isFull ? TimeSpan.Zero : options.Time.GetElapsedTime(Interlocked.Read(ref _lastRead));

    private async Task CheckLifeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await session.RequestAsync(signOfLife, cancellationToken).ConfigureAwait(false);
        }
        catch (XmppStanzaException)
        {
            // A refusal is a sign of life too (XEP-0199 §4.1).
        }
    }

    /// <summary>RFC 6120 §4.4 and §4.9.1.1: our side of the stream is closed too, after an error if there was one.</summary>
    private async Task SayGoodbyeAsync(string? condition, Task writing)
    {
        if (condition is not null)
        {
            session.Outgoing.TryPost(
                new OutgoingStanza(new StreamError(condition).ToElement(), isStanza: false, waitsForServer: false));
        }

        session.Outgoing.Close(error: null);
        try
        {
            await writing.WaitAsync(CloseTimeout, options.Time).ConfigureAwait(false);
        }
        catch (Exception e) when (e is XmppException or TimeoutException or OperationCanceledException)
        {
            // The peer is not there to hear it.
        }
    }
}
