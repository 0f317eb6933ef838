using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using BotPlatform.Xmpp.Diagnostics;
using BotPlatform.Xmpp.Sessions;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams.Negotiation;

namespace BotPlatform.Xmpp;

/// <summary>
/// Keeps one account connected: logs in, resumes what broke where the server lets it, and tries again after ever longer waits.
/// One run at a time; only the run itself changes the session.
/// </summary>
internal sealed class ConnectionLoop(
    XmppClientOptions options,
    ChannelWriter<ReceivedStanza> received,
    Func<Iq, Iq> answer,
    Func<Jid, Iq> signOfLife,
    ConnectionLog log) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly RetryWait _wait = new(options);

    private TaskCompletionSource _online = NewSource();
    private Session? _session;   // online, being set up, or broken and perhaps to be resumed
    private DateTimeOffset _keptUntil;
    private DateTimeOffset? _awaySince;
    private Uri? _redirect;
    private volatile Session? _usable;
    private volatile SessionConnection? _connection;

    /// <summary>The session for those who send: online, or broken and perhaps to be resumed. Null when there is none.</summary>
    public Session? Usable => _usable;

    public XmppState State { get; private set; } = new XmppState.Idle();

    /// <summary>Ends when stanzas flow; fails when that will not come about.</summary>
    public Task Online => Volatile.Read(ref _online).Task;

    /// <summary>Connects, again and again, until it is given up or closed.</summary>
    /// <param name="awaySince">When a session before this run was last alive.</param>
    /// <exception cref="XmppException">Why it is given up.</exception>
    public async Task RunAsync(DateTimeOffset? awaySince)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _awaySince = awaySince;
        var error = await TryAgainAndAgainAsync().ConfigureAwait(false);
        EndSession(error);
        log.Closed(error);
        Tell(new XmppState.Closed(error));
        var reason = error ?? new XmppConnectionException("We ended the connection.");
        Fail(Volatile.Read(ref _online), reason);
        if (error is not null)
        {
            throw error;
        }
    }

    /// <summary>When the last session was last alive; null when there was none.</summary>
    public DateTimeOffset? AwaySince => _awaySince;

    /// <summary>The next attempt begins now.</summary>
    public void Hurry() => _wait.Hurry();

    /// <summary>The connection is known to be dead.</summary>
    public void Abort(XmppException reason) => _connection?.Abort(reason);

    /// <summary>Says goodbye, and ends the run.</summary>
    public void Close()
    {
        _stop.Cancel();
        _connection?.Close();
    }

    /// <summary>Ends the run without a word.</summary>
    public void Drop()
    {
        _stop.Cancel();
        Abort(new XmppConnectionException("We dropped the connection."));
    }

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();

    private async Task<XmppException?> TryAgainAndAgainAsync()
    {
        for (var failures = 1; ; failures++)
        {
            var (error, lasted) = await ConnectOnceAsync().ConfigureAwait(false);
            if (_stop.IsCancellationRequested || error is null)
            {
                return null;
            }

            failures = lasted >= options.Reconnect.StableAfter ? 1 : failures;
            if (RetryWait.IsInVain(error) || failures > (options.Reconnect.MaxAttempts ?? int.MaxValue))
            {
                return error;
            }

            _redirect = _redirect is null ? ServerRedirect.Find(error, _session?.Ticket, options.Server) : null;
            var delay = _redirect is not null ? TimeSpan.Zero : _wait.After(failures);
            log.Retry(delay, error);
            Tell(new XmppState.Reconnecting(failures, options.Time.GetUtcNow() + delay, error));

            // A session that cannot be resumed any more by then is let go on the way.
            (DateTimeOffset, Action)? expiry = _session is null ? null : (_keptUntil, () => EndSession(error));
            await _wait.WaitAsync(delay, expiry, _stop.Token).ConfigureAwait(false);
        }
    }

    /// <summary>One connection, from the attempt to its end.</summary>
    /// <returns>Why it ended, null when we closed it; and how long stanzas flowed.</returns>
    [SuppressMessage(
        "Design", "CA1031", Justification = "Whatever the caller's hooks throw has failed one attempt, not the account.")]
    private async Task<(XmppException? Error, TimeSpan Lasted)> ConnectOnceAsync()
    {
        try
        {
            var handshake = await new Login(options, Tell)
                .RunAsync(_redirect ?? options.Server, _session?.ToResumption(), _stop.Token).ConfigureAwait(false);
            using var connection = await AttachAsync(handshake).ConfigureAwait(false);
            return await UseAsync(connection, handshake).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return (null, TimeSpan.Zero);
        }
        catch (Exception e)
        {
            return (e as XmppException ?? new XmppConnectionException($"The login failed: {e.Message}", e), TimeSpan.Zero);
        }
    }

    /// <summary>Goes on with the old session on the new stream, or begins a new one.</summary>
    private async Task<SessionConnection> AttachAsync(Handshake handshake)
    {
        var outcome = handshake.Resumption?.Outcome;
        if (outcome is { IsResumed: true, Handled: { } handled })
        {
            try
            {
                _session!.Resume(handled);
            }
            catch (XmppFormatException e)
            {
                await handshake.Stream.DisposeAsync().ConfigureAwait(false);
                EndSession(e);
                throw;
            }
        }
        else
        {
            EndSession(new XmppConnectionException("The server did not resume the session."), outcome?.Handled);
            _session = new Session(options, handshake, answer, received, log);
        }

        return new SessionConnection(options, _session, handshake.Stream, signOfLife(_session.Address));
    }

    private async Task<(XmppException? Error, TimeSpan Lasted)> UseAsync(SessionConnection connection, Handshake handshake)
    {
        var session = _session!;
        var isResumed = handshake.Resumption?.Outcome is { IsResumed: true };
        var running = connection.RunAsync(handshake.EarlyStanzas);
        _connection = connection;
        if (_stop.IsCancellationRequested)
        {
            connection.Close();
        }

        // A connection that broke while its session was set up is followed by one on which that begins again.
        var goesOn = _usable is not null;
        var problem = goesOn
            ? null
            : await new SessionStart(options, _stop.Token).RunAsync(session, connection, running).ConfigureAwait(false);
        var started = options.Time.GetTimestamp();
        if (problem is null && !running.IsCompleted)
        {
            _usable = session;
            Tell(new XmppState.Online(session.Address, session.HasStreamManagement, goesOn, goesOn ? null : _awaySince));
            _awaySince = null;
            Volatile.Read(ref _online).TrySetResult();
        }

        var end = await running.ConfigureAwait(false);
        _connection = null;
        var wasOnline = _usable is not null;
        if (Online.IsCompletedSuccessfully)
        {
            Volatile.Write(ref _online, NewSource());
        }

        // Prosody 0.12 goes on with the parser of the old connection, which may be in the middle of a tag for ever.
        var leadsNowhere = isResumed && end is { IsUnanswered: true } && !session.Outgoing.IsProgressing;
        if (problem is not null || end is null || end.MustSayGoodbye || session.Ticket is null || leadsNowhere)
        {
            EndSession(end?.Error ?? problem);
        }
        else
        {
            _keptUntil = options.Time.GetUtcNow() + (session.Ticket.Max ?? options.ResumptionWindow);
        }

        // What ended the connection by itself is why the setting up failed too.
        return (end?.Error ?? problem, wasOnline ? options.Time.GetElapsedTime(started) : TimeSpan.Zero);
    }

    private void EndSession(XmppException? error, uint? handled = null)
    {
        if (_session is { } session)
        {
            _awaySince ??= session.LastHeard;
            _usable = null;
            _session = null;
            session.End(error, handled);
        }
    }

    private void Tell(XmppState state)
    {
        State = state;
        options.StateChanged?.Invoke(state);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Fail(TaskCompletionSource source, XmppException reason)
    {
        source.TrySetException(reason);
        _ = source.Task.Exception;   // nobody may be waiting, and that is no mistake
    }
}
