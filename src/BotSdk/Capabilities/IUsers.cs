using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>Looking users up. Refusals are a <see cref="RequestFailedException"/>.</summary>
public interface IUsers
{
    /// <summary>What a user says about itself; null when there is no such user.</summary>
    Task<UserProfile?> FindAsync(UserRef user, CancellationToken cancellationToken);

    /// <summary>The first user with this key; null when there is none.</summary>
    Task<UserProfile?> FindAsync(UserKey key, string value, CancellationToken cancellationToken);

    /// <summary>All users with one of these keys, in the order in which they signed up; asked for as they are read.</summary>
    /// <param name="key">What they are found by.</param>
    /// <param name="values">At least one; none with a comma.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<UserProfile> ListAsync(UserKey key, IReadOnlyList<string> values, CancellationToken cancellationToken);

    /// <summary>Users whose key begins with a text of at least four characters; the network tells the first few.</summary>
    Task<IReadOnlyList<UserProfile>> StartingWithAsync(UserKey key, string prefix, CancellationToken cancellationToken);
}
