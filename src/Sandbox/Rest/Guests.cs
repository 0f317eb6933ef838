using System.Collections.Concurrent;
using System.Security.Cryptography;
using BotPlatform.Sandbox.Chat;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest;

/// <summary>
/// Section 2.3: users who need no account. A guest lives as long as the session, a day at most, and has no password.
/// </summary>
internal sealed class Guests(SandboxWorld world, UserRemoval removal) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<int, ITimer> _timers = new();

    /// <summary>A new guest with a session; null when there are too many users or sessions.</summary>
    public ApiSession? TryCreate(string? fullName)
    {
        var profile = new UserProfile { Login = $"guest-{Unguessable()}", FullName = fullName };
        if (world.Users.TryAdd(profile, Unguessable(), isGuest: true) is not { } user)
        {
            return null;
        }

        if (world.Sessions.TryCreate(user, Lifetime) is not { } session)
        {
            removal.Remove(user);
            return null;
        }

        _timers[user.Id] = world.Time.CreateTimer(_ => End(user), null, Lifetime, Timeout.InfiniteTimeSpan);
        return session;
    }

    public void End(User user)
    {
        removal.Remove(user);
        if (_timers.TryRemove(user.Id, out var timer))
        {
            timer.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var timer in _timers.Values)
        {
            timer.Dispose();
        }
    }

    /// <summary>Also a password that nobody knows.</summary>
    public static string Unguessable() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
