using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace BotPlatform.Sandbox.World;

/// <summary>All users. Ids, logins and e-mail addresses are unique.</summary>
internal sealed class Users(SandboxOptions options, TimeProvider time)
{
    /// <summary>Sign-ups beyond this are refused.</summary>
    public const int Limit = 100_000;

    private readonly ConcurrentDictionary<int, User> _byId = new();
    private readonly ConcurrentDictionary<string, User> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _changing = new();
    private int _lastId;

    public IEnumerable<User> All => _byId.Values;

    public bool IsFull => _byId.Count >= Limit;

    public bool TryFind(int id, [NotNullWhen(true)] out User? user) => _byId.TryGetValue(id, out user);

    /// <summary>Finds a user by login or e-mail address.</summary>
    public bool TryFindByName(string loginOrEmail, [NotNullWhen(true)] out User? user) =>
        _byName.TryGetValue(loginOrEmail, out user);

    /// <summary>Adds a user; null when the login or the e-mail address is taken, or there are too many users.</summary>
    /// <param name="profile">With a login or an e-mail address.</param>
    /// <param name="password">The password.</param>
    /// <param name="id">The id, or null for the next free one.</param>
    /// <param name="isGuest">Whether it is a guest.</param>
    public User? TryAdd(UserProfile profile, string password, int? id = null, bool isGuest = false)
    {
        lock (_changing)
        {
            var names = NamesOf(profile);
            if (IsFull || names.Any(_byName.ContainsKey))
            {
                return null;
            }

            var now = time.GetUtcNow();
            var salt = RandomNumberGenerator.GetBytes(16);
            _lastId = Math.Max(_lastId, id ?? (_lastId + 1));
            var user = new User
            {
                Id = id ?? _lastId,
                BareJid = $"{id ?? _lastId}-{options.AppId}@{options.ChatHost}",
                Profile = profile,
                Salt = salt,
                Password = new Secret(password, salt),
                CreatedAt = now,
                UpdatedAt = now,
                IsGuest = isGuest,
            };
            Put(user);
            return user;
        }
    }

    /// <summary>
    /// Changes a user; null when the new login or e-mail address is somebody else's, or the user is gone.
    /// </summary>
    /// <param name="id">Who.</param>
    /// <param name="profile">What the user says from now on.</param>
    /// <param name="password">The new password, or null for the old one.</param>
    public User? TryChange(int id, UserProfile profile, string? password)
    {
        lock (_changing)
        {
            if (!_byId.TryGetValue(id, out var before)
                || NamesOf(profile).Any(name => _byName.TryGetValue(name, out var owner) && owner.Id != id))
            {
                return null;
            }

            // The salt stays: the tokens of the user's sessions are secrets with it too.
            var after = before with
            {
                Profile = profile,
                Password = password is null ? before.Password : new Secret(password, before.Salt),
                UpdatedAt = time.GetUtcNow(),
            };
            Forget(before);
            Put(after);
            return after;
        }
    }

    /// <summary>Removes a user; login and e-mail address are free again, the id is not.</summary>
    public void Remove(int id)
    {
        lock (_changing)
        {
            if (_byId.TryRemove(id, out var user))
            {
                Forget(user);
            }
        }
    }

    private void Put(User user)
    {
        _byId[user.Id] = user;
        foreach (var name in NamesOf(user.Profile))
        {
            _byName[name] = user;
        }
    }

    private void Forget(User user)
    {
        foreach (var name in NamesOf(user.Profile))
        {
            _byName.TryRemove(name, out _);
        }
    }

    private static string[] NamesOf(UserProfile profile) => [.. new[] { profile.Login, profile.Email }.OfType<string>()];
}
