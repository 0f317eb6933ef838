using System.Diagnostics.CodeAnalysis;
using BotPlatform.Sandbox.Chat.Streams;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;

namespace BotPlatform.Sandbox.Chat.Sessions;

/// <summary>One stream of a session, from binding or resumption to its end. A session has one at a time.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "Whoever writes to the session may stop it at any time; there is no timer to free.")]
internal sealed class SessionConnection
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    private readonly ChatContext _context;
    private readonly ChatSession _session;
    private readonly SessionQueue _queue;
    private readonly XmlStream _stream;
    private readonly Action _cut;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StreamFault? _fault;
    private volatile bool _isBroken;
    private int _stopped;

    public SessionConnection(ChatContext context, ChatSession session, SessionQueue queue, SignedInStream signedIn)
    {
        (_context, _session, _queue, _stream) = (context, session, queue, signedIn.Stream);
        _cut = signedIn.Cut;
    }

    public ChatSession Session => _session;

    /// <summary>Completes when nothing of it touches the session any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>XEP-0198 §5: says that it goes on from where the client is.</summary>
    /// <param name="previous">The connection that is taken over from, and told to stop.</param>
    /// <param name="id">The id of the session.</param>
    /// <param name="handled">How many stanzas the client has handled.</param>
    /// <param name="cancellationToken">The limit of the negotiation.</param>
    /// <exception cref="XmppConnectionException">The connection broke.</exception>
    public async Task ResumeAsync(SessionConnection? previous, string id, uint handled, CancellationToken cancellationToken)
    {
        try
        {
            await (previous?.Ended ?? Task.CompletedTask);
            if (_session.Acknowledge(handled))
            {
                var resumed = new Element(
                    new XmlName(Namespaces.StreamManagement, "resumed"),
                    null,
                    new XmlAttribute("h", _session.Management.Handled.ToString()),
                    new XmlAttribute("previd", id));
                await _stream.SendAsync(resumed, cancellationToken);
            }
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    /// <summary>It never came to <see cref="RunAsync"/>.</summary>
    public void Abandon()
    {
        _session.Detach(this, mayResume: true);
        _ended.TrySetResult();
    }

    /// <summary>Handles stanzas until the stream ends.</summary>
    /// <returns>The stream error to end with, or null; and whether the connection still works.</returns>
    public async Task<(StreamFault? Fault, bool IsIntact)> RunAsync()
    {
        var writer = new SessionWriter(_queue, _stream, _context.Standstill);
        var writing = WriteUntilEndAsync(writer);
        var isUnderstood = false;
        try
        {
            using (var keepalive = new Keepalive(_context, this))
            {
                await ReadUntilEndAsync(keepalive);
            }

            isUnderstood = true;
        }
        finally
        {
            Stop(fault: null);
            using (var drained = new CancellationTokenSource(DrainTimeout))
            await using (drained.Token.UnsafeRegister(static c => ((SessionConnection)c!)._aborting.Cancel(), this))
            {
                await writing;
            }

            // A stanza that we fail at would come again.
            _session.Detach(this, mayResume: isUnderstood);
            _ended.TrySetResult();
        }

        return (_fault, writer.IsIntact && !_isBroken);
    }

    /// <summary>Reads no further. The first call decides how the stream ends.</summary>
    public void Stop(StreamFault? fault)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            _fault = fault;
            _ending.Cancel();
        }
    }

    /// <summary>Reads and writes no further, and leaves the rest to the session's next connection.</summary>
    public void Leave(StreamFault? fault)
    {
        Stop(fault);
        _aborting.Cancel();
    }

    /// <summary>Drops the connection without a word.</summary>
    public void Break()
    {
        _cut();
        _isBroken = true;
        Leave(fault: null);
    }

    private async Task WriteUntilEndAsync(SessionWriter writer)
    {
        try
        {
            await writer.RunAsync(_aborting.Token);
        }
        catch (Exception e) when (e is XmppConnectionException or OperationCanceledException)
        {
            // Who cannot be written to need not be read from.
            Stop(fault: null);
        }
    }

    private async Task ReadUntilEndAsync(Keepalive keepalive)
    {
        var backpressure = new Backpressure(_session, _context.Messages, _context.World.Time);
        try
        {
            while (!_ending.IsCancellationRequested)
            {
                if (!_stream.TryRead(out var item))
                {
                    item = await _stream.ReadAsync(_ending.Token);
                }

                await _context.Standstill.PassAsync(_ending.Token);
                keepalive.Touch();
                if (item.Kind == StreamItemKind.Close)
                {
                    _session.End(fault: null, from: this);
                    return;
                }

                _context.Stanzas.Handle(
                    _session, item.Element ?? throw new XmppFormatException("A second stream header.", "invalid-xml"));
                await backpressure.WaitAsync(_ending.Token);
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // Stop() was called; it knows why.
        }
        catch (XmppFormatException e)
        {
            _session.End(StreamFault.Of(e), from: this);
        }
        catch (Exception e) when (e is XmppConnectionException or OperationCanceledException)
        {
            // A WebSocket whose connection is cut says that its reading was cancelled.
            _isBroken = true;
            Leave(fault: null);
        }
    }
}
