using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace BotPlatform.Sandbox.World;

/// <summary>A REST session (section 2.3): of a user, or of the application alone.</summary>
internal sealed class ApiSession
{
    public required string Token { get; init; }

    /// <summary>Null in an application session. <c>POST /login</c> and <c>DELETE /login</c> change it.</summary>
    public User? User { get; set; }

    /// <summary>The token as a chat password; null in an application session.</summary>
    public Secret? Secret { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>A guest's session ends when it was said to: requests do not prolong it.</summary>
    public bool IsFixed { get; init; }
}

/// <summary>All live REST sessions. A user may have several; of too many, the oldest end.</summary>
internal sealed class ApiSessions(SandboxOptions options, TimeProvider time)
{
    private const int Limit = 100_000;
    private const int LimitPerUser = 100;

    private readonly ConcurrentDictionary<string, ApiSession> _byToken = new();
    private readonly Dictionary<int, List<ApiSession>> _byUser = [];
    private readonly Lock _changing = new();

    /// <summary>A new session; null when there are too many.</summary>
    /// <param name="user">Whose, or null for one of the application.</param>
    /// <param name="fixedLifetime">How long it lives whatever happens; null for the usual time after the last request.</param>
    public ApiSession? TryCreate(User? user, TimeSpan? fixedLifetime = null)
    {
        lock (_changing)
        {
            if (_byToken.Count >= Limit)
            {
                RemoveExpired();
            }

            if (_byToken.Count >= Limit)
            {
                return null;
            }

            var now = time.GetUtcNow();
            var session = new ApiSession
            {
                Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)),
                CreatedAt = now,
                ExpiresAt = now + (fixedLifetime ?? options.SessionLifetime),
                IsFixed = fixedLifetime is not null,
            };
            _byToken[session.Token] = session;
            Assign(session, user);
            return session;
        }
    }

    /// <summary>Finds a live session and prolongs it.</summary>
    public bool TryUse(string token, [NotNullWhen(true)] out ApiSession? session)
    {
        if (!_byToken.TryGetValue(token, out session))
        {
            return false;
        }

        var now = time.GetUtcNow();
        if (session.ExpiresAt <= now)
        {
            Remove(session);
            session = null;
            return false;
        }

        session.ExpiresAt = session.IsFixed ? session.ExpiresAt : now + options.SessionLifetime;
        session.User?.LastRequest.Set(now);
        return true;
    }

    /// <summary>Makes it a session of a user, or with null one of the application.</summary>
    public void SetUser(ApiSession session, User? user)
    {
        lock (_changing)
        {
            Unassign(session);
            Assign(session, user);
        }
    }

    /// <summary>The user has changed: all sessions know.</summary>
    public void Refresh(User user)
    {
        lock (_changing)
        {
            foreach (var session in _byUser.GetValueOrDefault(user.Id, []))
            {
                session.User = user;
            }
        }
    }

    /// <summary>Ends all sessions of a user, or all but one.</summary>
    public void RemoveOf(int userId, ApiSession? butNot = null)
    {
        lock (_changing)
        {
            foreach (var session in _byUser.GetValueOrDefault(userId, []).Where(session => session != butNot).ToArray())
            {
                Remove(session);
            }
        }
    }

    public void Remove(ApiSession session)
    {
        lock (_changing)
        {
            _byToken.TryRemove(session.Token, out _);
            Unassign(session);
        }
    }

    /// <summary>The live tokens of a user as chat passwords, newest first.</summary>
    public Secret[] SecretsOf(int userId)
    {
        var now = time.GetUtcNow();
        lock (_changing)
        {
            return _byUser.TryGetValue(userId, out var sessions)
                ? [.. sessions.Where(s => s.ExpiresAt > now).Select(s => s.Secret!).Reverse()]
                : [];
        }
    }

    private void Assign(ApiSession session, User? user)
    {
        session.User = user;
        session.Secret = user is null ? null : new Secret(session.Token, user.Salt);
        if (user is null)
        {
            return;
        }

        if (!_byUser.TryGetValue(user.Id, out var sessions))
        {
            _byUser[user.Id] = sessions = [];
        }

        sessions.Add(session);
        if (sessions.Count > LimitPerUser)
        {
            _byToken.TryRemove(sessions[0].Token, out _);
            sessions.RemoveAt(0);
        }
    }

    private void Unassign(ApiSession session)
    {
        if (session.User is { } user && _byUser.TryGetValue(user.Id, out var sessions))
        {
            sessions.Remove(session);
        }
    }

    private void RemoveExpired()
    {
        var now = time.GetUtcNow();
        foreach (var session in _byToken.Values.Where(s => s.ExpiresAt <= now))
        {
            _byToken.TryRemove(session.Token, out _);
            Unassign(session);
        }
    }
}
