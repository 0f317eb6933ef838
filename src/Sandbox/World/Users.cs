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
    private readonly Lock _adding = new();
    private int _lastId;

    public IEnumerable<User> All => _byId.Values;

    public bool TryFind(int id, [NotNullWhen(true)] out User? user) => _byId.TryGetValue(id, out user);

    /// <summary>Finds a user by login or e-mail address.</summary>
    public bool TryFindByName(string loginOrEmail, [NotNullWhen(true)] out User? user) =>
        _byName.TryGetValue(loginOrEmail, out user);

    /// <summary>Adds a user; null when the login or the e-mail address is taken, or there are too many users.</summary>
    /// <param name="profile">With a login or an e-mail address.</param>
    /// <param name="password">The password.</param>
    /// <param name="id">The id, or null for the next free one.</param>
    public User? TryAdd(UserProfile profile, string password, int? id = null)
    {
        lock (_adding)
        {
            string[] names = [.. new[] { profile.Login, profile.Email }.OfType<string>()];
            if (_byId.Count >= Limit || names.Any(_byName.ContainsKey))
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
            };
            _byId[user.Id] = user;
            foreach (var name in names)
            {
                _byName[name] = user;
            }

            return user;
        }
    }
}
