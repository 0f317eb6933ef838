using System.Text.Json.Serialization.Metadata;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Http;
using BotPlatform.ConnectyCube.Rest.Json;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.ConnectyCube.Rest.Push;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Records;
using BotPlatform.ConnectyCube.Rest.Sessions;
using BotPlatform.ConnectyCube.Rest.Storage;
using BotPlatform.ConnectyCube.Rest.Users;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>
/// One account at the REST service. The session begins with the first call, is renewed when the service says that it has
/// expired, once for all callers who hear that at the same time, and ends with the disposal.
/// </summary>
public sealed partial class RestSession : IAsyncDisposable
{
    private const int MaxNamed = 10;

    private static readonly TimeSpan TidyTimeout = TimeSpan.FromSeconds(3);

    private readonly RestClient _rest;
    private readonly ISessionsApi _sessions;
    private readonly ConnectyCubeAccount _account;
    private readonly CallLimiters _limiters;
    private readonly CallLimiter _limiter;
    private readonly TimeProvider _time;
    private readonly ILogger<RestSession> _logger;
    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _gate = new();
    private Task<Session>? _current;
    private bool _isDisposed;

    internal RestSession(
        RestClient rest, ISessionsApi sessions, ConnectyCubeAccount account, CallLimiters limiters, TimeProvider time,
        ILogger<RestSession> logger)
    {
        (_rest, _sessions, _account, _limiters, _time, _logger) = (rest, sessions, account, limiters, time, logger);
        _limiter = limiters.Borrow(account.Name);
        Users = new UsersApi(this);
        Dialogs = new DialogsApi(this);
        Messages = new MessagesApi(this);
        Storage = new StorageApi(this, rest.Transfers);
        Push = new PushApi(this);
    }

    /// <summary>Section 7: users.</summary>
    public IUsersApi Users { get; }

    /// <summary>Section 5: dialogs.</summary>
    public IDialogsApi Dialogs { get; }

    /// <summary>Section 6: the history of messages.</summary>
    public IMessagesApi Messages { get; }

    /// <summary>Section 8: files.</summary>
    public IStorageApi Storage { get; }

    /// <summary>Section 10: push notifications.</summary>
    public IPushApi Push { get; }

    /// <summary>Section 9: custom objects of a class that the application configures.</summary>
    /// <typeparam name="T">The fields of the class.</typeparam>
    /// <param name="className">The name of the class.</param>
    /// <param name="fields">How the fields are read and written.</param>
    public IRecordsApi<T> Records<T>(string className, JsonTypeInfo<T> fields) => new RecordsApi<T>(this, className, fields);

    /// <summary>Whether the account holds what a session needs: a token, or a login with its password.</summary>
    internal bool IsPossible => IsBorrowed || (_account.KnownLogin is not null && !string.IsNullOrEmpty(_account.Password));

    // A token that was given to us belongs to somebody else: it is neither renewed nor destroyed.
    private bool IsBorrowed => string.IsNullOrEmpty(_account.Password) && !string.IsNullOrEmpty(_account.Token);

    /// <summary>The session, created if need be.</summary>
    /// <exception cref="ConnectyCubeException">The credentials are wrong, or the service cannot be reached.</exception>
    public Task<Session> GetAsync(CancellationToken cancellationToken) => CurrentAsync(expired: null, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Task<Session>? current;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            current = _current;
        }

        await _disposing.CancelAsync().ConfigureAwait(false);
        if (current is not null)
        {
            // When that fails, it ends by itself two hours after its last use.
            await TidyUpAsync("The REST session", LogLevel.Debug, async ct =>
            {
                var session = await current.WaitAsync(ct).ConfigureAwait(false);
                await (IsBorrowed ? Task.CompletedTask : _sessions.DestroyAsync(session.Token, ct)).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }

        _limiters.GiveBack(_account.Name);
        _disposing.Dispose();
    }

    /// <summary>Sends a call with the session's token, and once more with a new one when the session has expired.</summary>
    internal Task<T> SendAsync<T>(RestCall call, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
        where T : class =>
        WithSessionAsync(caller => _rest.SendAsync(call, caller, answer, cancellationToken), cancellationToken);

    /// <summary>The same for a call whose answer the caller reads.</summary>
    internal Task<T> SendAsync<T>(RestCall call, AnswerReader<T> read, CancellationToken cancellationToken) =>
        WithSessionAsync(caller => _rest.SendAsync(call, caller, read, cancellationToken), cancellationToken);

    /// <summary>The same for a part of a list: what cannot be read is left out, with a warning.</summary>
    internal async Task<Page<T>> SendAsync<T>(RestCall call, PageJson<T> json, CancellationToken cancellationToken)
    {
        var page = await SendAsync(call, json.Read, cancellationToken).ConfigureAwait(false);
        if (page.Unreadable is [var first, ..])
        {
            var ids = page.Unreadable.Take(MaxNamed).Select(item => item.Id ?? "(no id)");
            LogUnreadable(page.Unreadable.Count, call, string.Join(", ", ids), first.Problem);
        }

        return page;
    }

    /// <summary>The same for a part of a list that must be whole: what cannot be read is an error that names it.</summary>
    internal async Task<Page<T>> SendWholeAsync<T>(RestCall call, PageJson<T> json, CancellationToken cancellationToken)
    {
        var page = await SendAsync(call, json.Read, cancellationToken).ConfigureAwait(false);
        return page.Unreadable is [var item, ..] ? throw RestErrors.Incomplete(call, item) : page;
    }

    /// <summary>The same for a call whose answer means nothing beyond its status.</summary>
    internal Task SendAsync(RestCall call, CancellationToken cancellationToken) =>
        SendAsync(call, _ => true, cancellationToken);

    /// <summary>Sends a call that needs no session, with the application's key.</summary>
    internal Task<T> SendWithoutSessionAsync<T>(RestCall call, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
        where T : class =>
        _rest.SendAsync(call, new RestCaller { AuthKey = _rest.AuthKey, Limiter = _limiter }, answer, cancellationToken);

    /// <summary>Removes what is not wanted any more. That this fails, or takes too long, costs a line in the log.</summary>
    /// <param name="what">What is removed.</param>
    /// <param name="level">How bad it is when it stays.</param>
    /// <param name="remove">Removes it.</param>
    internal async Task TidyUpAsync(string what, LogLevel level, Func<CancellationToken, Task> remove)
    {
        using var deadline = new CancellationTokenSource(TidyTimeout, _time);
        try
        {
            await remove(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ConnectyCubeException or OperationCanceledException or ObjectDisposedException)
        {
            LogStays(level, what, e.Message);
        }
    }

    /// <summary>Does something with the session, and once more with a new one when the session has expired.</summary>
    internal async Task<T> WithSessionAsync<T>(Func<RestCaller, Task<T>> send, CancellationToken cancellationToken)
    {
        var session = await GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await send(Caller(session)).ConfigureAwait(false);
        }
        catch (ConnectyCubeException e) when (e.IsSessionExpired && !IsBorrowed)
        {
            session = await CurrentAsync(expired: session.Token, cancellationToken).ConfigureAwait(false);
            return await send(Caller(session)).ConfigureAwait(false);
        }
    }

    private RestCaller Caller(Session session) => new() { Token = session.Token, Limiter = _limiter };

    /// <summary>
    /// Joins the creation that is under way, or begins one when there is none, it failed, or its token has expired.
    /// </summary>
    private Task<Session> CurrentAsync(string? expired, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var isUsable = _current is { IsFaulted: false, IsCanceled: false }
                && !(_current.IsCompletedSuccessfully && _current.Result.Token == expired);
            _current = isUsable ? _current! : CreateAsync(isRenewal: expired is not null, _disposing.Token);

            // Whoever gives up waiting must not end it for the others.
            return _current.WaitAsync(cancellationToken);
        }
    }

    private async Task<Session> CreateAsync(bool isRenewal, CancellationToken cancellationToken)
    {
        if (IsBorrowed)
        {
            return await _sessions.GetAsync(_account.Token!, cancellationToken).ConfigureAwait(false);
        }

        if (!IsPossible)
        {
            throw new ConnectyCubeException(
                $"The account {_account.Name} has no login, so it cannot use the REST service: set its Login beside its UserId.");
        }

        var session = await _sessions.CreateAsync(
            _account.KnownLogin!, _account.Password!, cancellationToken).ConfigureAwait(false);
        LogCreated(_account.Name, isRenewal ? "renewed" : "created");
        return session;
    }

    [LoggerMessage(LogLevel.Debug, "The REST session of account {Account} was {Action}.")]
    private partial void LogCreated(string account, string action);

    [LoggerMessage(
        LogLevel.Warning, "{Count} items of the answer to {Call} cannot be read and are left out: {Ids}. The first one: {Problem}")]
    private partial void LogUnreadable(int count, RestCall call, string ids, string problem);

    [LoggerMessage("{What} stays, for it could not be removed: {Reason}")]
    private partial void LogStays(LogLevel level, string what, string reason);
}
