using System.Threading.Channels;
using BotPlatform.Xmpp.Diagnostics;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.Xmpp;

/// <summary>
/// One account at its server (RFC 6120, RFC 6121). It keeps the connection: one that breaks is made again as
/// <see cref="XmppClientOptions.Reconnect"/> says, and the session resumed where the server lets it (XEP-0198 §5). All methods may be
/// called concurrently.
/// </summary>
public sealed class XmppClient : IXmppSession, IAsyncDisposable
{
    private readonly XmppClientOptions _options;
    private readonly ConnectionLog _log;
    private readonly Channel<ReceivedStanza> _received;
    private readonly Lock _gate = new();
    private ConnectionLoop _loop;
    private Task _run = Task.CompletedTask;
    private Jid? _address;
    private bool _isStarted;
    private bool _isDisposed;

    /// <summary>A client that is idle until <see cref="ConnectAsync(CancellationToken)"/>.</summary>
    /// <exception cref="ArgumentException">The server's address has a scheme that is not known.</exception>
    public XmppClient(XmppClientOptions options, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        TransportFactory.Check(options.Server);
        var log = new ConnectionLog(options.Host, (loggers ?? NullLoggerFactory.Instance).CreateLogger<XmppClient>());
        _log = log;
        _options = options with { StateChanged = OnStateChanged, Credentials = GetCredentialsAsync };
        _received = Channel.CreateBounded<ReceivedStanza>(
            new BoundedChannelOptions(options.ReceiveCapacity) { SingleWriter = true });
        _loop = NewLoop();

        async ValueTask<XmppCredentials> GetCredentialsAsync(CancellationToken cancellationToken)
        {
            var credentials = await options.Credentials(cancellationToken).ConfigureAwait(false);
            log.Know(credentials);
            return credentials;
        }

        void OnStateChanged(XmppState state)
        {
            if (state is XmppState.Online online)
            {
                _address = online.Address;
            }

            options.StateChanged?.Invoke(state);
        }
    }

    /// <summary>How far it is this instant.</summary>
    public XmppState State => _loop.State;

    /// <summary>The full address that the server assigned last.</summary>
    /// <exception cref="InvalidOperationException">There was no session yet.</exception>
    public Jid Address => _address ?? throw new InvalidOperationException("The client was never connected.");

    /// <summary>
    /// Messages, presences and results that no request waits for, in the order in which they came and across reconnections;
    /// bounded by <see cref="XmppClientOptions.ReceiveCapacity"/>. While it is full, nothing else is read either,
    /// acknowledgements of what we sent included: reading from it must not wait for sending. Completes with the disposal.
    /// </summary>
    public ChannelReader<ReceivedStanza> Received => _received.Reader;

    /// <summary>
    /// Ends when no more attempts are made: successfully when we disconnected, otherwise with the <see cref="XmppException"/>. A
    /// later <see cref="ConnectAsync(CancellationToken)"/> makes it a new task.
    /// </summary>
    public Task Completion
    {
        get
        {
            lock (_gate)
            {
                return _run;
            }
        }
    }

    /// <summary>A client that is connected already; it is disposed if that fails.</summary>
    /// <exception cref="XmppException">As <see cref="ConnectAsync(CancellationToken)"/>.</exception>
    public static async Task<XmppClient> ConnectAsync(
        XmppClientOptions options, ILoggerFactory? loggers = null, CancellationToken cancellationToken = default)
    {
        var client = new XmppClient(options, loggers);
        try
        {
            await client.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Connects, and returns when stanzas flow. Called again, it checks that the connection is alive, makes the next attempt at
    /// once, or begins anew after the attempts were given up. A cancelled wait does not stop the attempts.
    /// </summary>
    /// <exception cref="XmppAuthenticationException">The credentials are wrong, or no mechanism may be used.</exception>
    /// <exception cref="XmppConnectionException">
    /// The server cannot be reached, is not to be trusted, or took too long, and the attempts are used up; or somebody
    /// disconnected meanwhile.
    /// </exception>
    /// <exception cref="XmppFormatException">
    /// The server sent something that XMPP forbids, and the attempts are used up.
    /// </exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        ConnectionLoop loop;
        bool isNew;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            isNew = _run.IsCompleted;
            if (isNew)
            {
                if (_isStarted)
                {
                    var before = _loop;
                    _loop = NewLoop();
                    before.Dispose();
                    _run = _loop.RunAsync(before.AwaySince);
                }
                else
                {
                    _isStarted = true;
                    _run = _loop.RunAsync(awaySince: null);
                }
            }

            loop = _loop;
        }

        // A login of this very call may be through already, and has shown that the connection is alive.
        if (!isNew && loop.Online.IsCompletedSuccessfully)
        {
            await CheckAsync(loop, cancellationToken).ConfigureAwait(false);
        }

        loop.Hurry();
        await loop.Online.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public bool Offers(XmlName feature) => Usable().Offers(feature);

    /// <inheritdoc />
    public Task SendAsync(IStanza stanza, CancellationToken cancellationToken = default) =>
        Usable().SendAsync(stanza, cancellationToken);

    /// <inheritdoc />
    public Task PostAsync(IStanza stanza, CancellationToken cancellationToken = default) =>
        Usable().PostAsync(stanza, cancellationToken);

    /// <inheritdoc />
    public Task PostAsync(Element element, CancellationToken cancellationToken = default) =>
        Usable().PostAsync(element, cancellationToken);

    /// <inheritdoc />
    public Task<Iq> RequestAsync(Iq request, CancellationToken cancellationToken = default) =>
        Usable().RequestAsync(request, cancellationToken);

    /// <summary>XEP-0199: asks the server whether it is there.</summary>
    /// <exception cref="XmppStanzaException">It is, but does not know pings.</exception>
    /// <exception cref="XmppConnectionException">No answer came in time, or there is no connection.</exception>
    public Task PingAsync(CancellationToken cancellationToken = default) =>
        RequestAsync(SignOfLife(Address), cancellationToken);

    /// <summary>
    /// Closes the stream properly, or stops the attempts: what is queued is written, and the server has two seconds to say
    /// goodbye.
    /// </summary>
    public async Task DisconnectAsync()
    {
        Task run;
        lock (_gate)
        {
            run = _run;
            if (!run.IsCompleted)
            {
                _loop.Close();
            }
        }

        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Ends the connection, or the attempts, without a word: what is queued is not written, and the server learns nothing more of what
    /// came. Returns at once.
    /// </summary>
    public void Drop()
    {
        lock (_gate)
        {
            if (!_run.IsCompleted)
            {
                _loop.Drop();
            }
        }
    }

    /// <summary>Like <see cref="DisconnectAsync"/>, for good; harmless when repeated.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        await DisconnectAsync().ConfigureAwait(false);
        _received.Writer.TryComplete();
        _loop.Dispose();
    }

    private static Iq SignOfLife(Jid address) => Ping.Request(Jid.Parse(address.Domain));

    private static async Task CheckAsync(ConnectionLoop loop, CancellationToken cancellationToken)
    {
        try
        {
            if (loop.Usable is { } session)
            {
                await session.RequestAsync(SignOfLife(session.Address), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (XmppStanzaException)
        {
            // A refusal is a sign of life too (XEP-0199 §4.1).
        }
        catch (XmppConnectionException e)
        {
            loop.Abort(e);
        }
    }

    private ConnectionLoop NewLoop() => new(_options, _received.Writer, Answer, SignOfLife, _log);

    private Session Usable() => Volatile.Read(ref _loop).Usable
        ?? throw new XmppConnectionException("There is no connection to the chat server.");

    // RFC 6120 §8.2.3: a request must be answered, if only with a refusal.
    private Iq Answer(Iq request) => Ping.IsRequest(request)
        ? request.ToResult()
        : _options.AnswerRequest?.Invoke(request) ?? request.ToError(new StanzaError("service-unavailable"));
}
