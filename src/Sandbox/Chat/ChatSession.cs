using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;

namespace BotPlatform.Sandbox.Chat;

/// <summary>One signed-in connection with a bound resource: from binding to the end.</summary>
internal sealed class ChatSession : IDisposable
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxSlowdown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SlowdownStep = TimeSpan.FromMilliseconds(10);

    private readonly ChatContext _context;
    private readonly XmlStream _stream;
    private readonly SessionWriter _writer;
    private readonly StreamManagement _management;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly Keepalive _keepalive;
    private (string Text, Address Address) _lastAddress = ("", default);
    private Address? _givenUpOn;
    private string? _endCondition;
    private int _ended;

    public ChatSession(ChatContext context, XmlStream stream, User user, string resource, string streamHost)
    {
        _context = context;
        _stream = stream;
        _writer = new SessionWriter(stream, context.Options);
        _management = new StreamManagement(_writer);
        User = user;
        Resource = resource;
        FullJid = $"{user.BareJid}/{resource}";
        StreamHost = streamHost;
        Mailbox = context.Mailboxes.Of(user.Id);
        _keepalive = new Keepalive(this, context.Options, context.World.Time);
    }

    public User User { get; }

    public string Resource { get; }

    public string FullJid { get; }

    /// <summary>The host that the client opened the stream to; it stands for the chat host in addresses.</summary>
    public string StreamHost { get; }

    public Mailbox Mailbox { get; }

    /// <summary>Whether the session wants copies of what the user's other sessions send (XEP-0280).</summary>
    public bool WantsCarbons { get; set; }

    /// <summary>Handles stanzas until the stream ends, and gives back what could not be delivered.</summary>
    /// <returns>The condition of the stream error to end with, or null; and whether the connection still works.</returns>
    public async Task<(string? Condition, bool IsIntact)> RunAsync()
    {
        var writing = WriteUntilEndAsync();
        try
        {
            using (_keepalive)
            {
                await ReadUntilEndAsync();
            }
        }
        finally
        {
            End(condition: null);
            _aborting.CancelAfter(DrainTimeout);
            await writing;
            _context.Presences.SessionEnded(this);
            foreach (var item in _writer.TakeUndelivered())
            {
                Mailbox.GiveBack(item);
            }
        }

        return (_endCondition, _writer.IsIntact);
    }

    /// <summary>Ends the session; with a condition, by a stream error. The first call decides.</summary>
    public void End(string? condition)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
        {
            return;
        }

        // In this order: whoever finds the queue closed must not find the session in the mailbox again.
        _endCondition = condition;
        Mailbox.Remove(this);
        _writer.Complete();
        _ending.Cancel();
    }

    /// <summary>Queues it; a session that does not read is ended instead, and false returned.</summary>
    public bool TrySend(Outgoing item)
    {
        if (!_writer.IsTooFarBehind && _writer.TryEnqueue(item))
        {
            return true;
        }

        if (Volatile.Read(ref _ended) == 0)
        {
            End("policy-violation");
            _aborting.Cancel();
        }

        return false;
    }

    /// <summary>Whether so much waits for the client that whoever writes to it should slow down.</summary>
    public bool IsCrowded => _writer.IsCrowded;

    /// <summary>Queues it if there is room.</summary>
    public bool TryEnqueue(Outgoing item) => _writer.TryEnqueue(item);

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

    /// <summary>Nothing came for a while: asks for a sign of life.</summary>
    public void Ping() => Reply(new Iq
    {
        Type = IqType.Get,
        Id = $"ping-{_context.World.Ids.Next()}",
        From = Jid.Parse(_context.Addresses.ChatHost),
        To = Jid.Parse(FullJid),
        Payload = new Element(new XmlName(Namespaces.Ping, "ping")),
    }.ToElement());

    /// <summary>Asks again for an acknowledgement that is owed.</summary>
    public void AskForAcknowledgement() => _writer.AskAgain();

    /// <inheritdoc />
    public void Dispose()
    {
        _keepalive.Dispose();
        _ending.Dispose();
        _aborting.Dispose();
    }

    private async Task WriteUntilEndAsync()
    {
        try
        {
            await _writer.RunAsync(_aborting.Token);
        }
        catch (Exception e) when (e is XmppConnectionException or OperationCanceledException)
        {
            // Who cannot be written to need not be read from.
            End(condition: null);
        }
    }

    private async Task ReadUntilEndAsync()
    {
        try
        {
            while (true)
            {
                if (!_stream.TryRead(out var item))
                {
                    item = await _stream.ReadAsync(_ending.Token);
                }

                _keepalive.Touch();
                if (item.Kind == StreamItemKind.Close)
                {
                    return;
                }

                Handle(item.Element ?? throw new XmppFormatException("A second stream header.", "invalid-xml"));
                await SlowDownAsync();
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // End() was called; it knows why.
        }
        catch (XmppFormatException e)
        {
            End(e.StreamErrorCondition ?? "bad-format");
        }
        catch (XmppConnectionException)
        {
            End(condition: null);
            await _aborting.CancelAsync();
        }
    }

    /// <summary>
    /// Reads no further while those whom the session writes to do not keep up, so that a flood stays in the flooder's socket. A
    /// session that is behind itself is read on: its acknowledgements are what others wait for. Who has not caught up after
    /// <see cref="MaxSlowdown"/> is not waited for again until it has.
    /// </summary>
    private async ValueTask SlowDownAsync()
    {
        var address = _lastAddress.Address;
        if (!_context.Messages.AnyCrowded(address, except: this))
        {
            _givenUpOn = address == _givenUpOn ? null : _givenUpOn;
            return;
        }

        var time = _context.World.Time;
        var start = time.GetTimestamp();
        while (address != _givenUpOn && !_writer.IsCrowded && _context.Messages.AnyCrowded(address, except: this))
        {
            await Task.Delay(SlowdownStep, time, _ending.Token);
            _givenUpOn = time.GetElapsedTime(start) >= MaxSlowdown ? address : _givenUpOn;
        }
    }

    private void Handle(Element element)
    {
        if (element.Name.Namespace == Namespaces.Client)
        {
            _management.CountHandled();
            switch (element.Name.LocalName)
            {
                case "message":
                    _context.Messages.Route(this, element);
                    return;
                case "iq":
                    _context.Iqs.Handle(this, element);
                    return;
                case "presence":
                    _context.Presences.Handle(this, element);
                    return;
            }
        }

        if (element.Name.Namespace != Namespaces.StreamManagement || !_management.TryHandle(element))
        {
            throw new XmppFormatException("Neither a stanza nor stream management.", "unsupported-stanza-type");
        }
    }
}
