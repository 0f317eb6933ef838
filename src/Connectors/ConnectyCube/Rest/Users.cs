using System.Globalization;

namespace BotPlatform.ConnectyCube.Rest;

/// <summary>Section 7: a user as others see it.</summary>
public sealed record User
{
    /// <summary>The user's number.</summary>
    public required long Id { get; init; }

    /// <summary>The name that people see; null when the user has none.</summary>
    public string? FullName { get; init; }

    /// <summary>The login name; null when the user signs in otherwise, or hides it.</summary>
    public string? Login { get; init; }

    /// <summary>The address of a picture, or its id in the file storage; null when there is none.</summary>
    public string? Avatar { get; init; }
}

internal sealed record UserPage
{
    public IReadOnlyList<User> Items
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>Section 7: users.</summary>
public interface IUsersApi
{
    /// <summary>The user with this number, or null.</summary>
    /// <exception cref="ConnectyCubeException">The service refused or cannot be reached.</exception>
    Task<User?> GetAsync(long id, CancellationToken cancellationToken);

    /// <summary>The user with this login, or null.</summary>
    /// <exception cref="ConnectyCubeException">The service refused or cannot be reached.</exception>
    Task<User?> GetByLoginAsync(string login, CancellationToken cancellationToken);
}

internal sealed class UsersApi(RestSession session) : IUsersApi
{
    public Task<User?> GetAsync(long id, CancellationToken cancellationToken) =>
        FindAsync("id", id.ToString(CultureInfo.InvariantCulture), cancellationToken);

    public Task<User?> GetByLoginAsync(string login, CancellationToken cancellationToken) =>
        FindAsync("login", login, cancellationToken);

    private async Task<User?> FindAsync(string field, string value, CancellationToken cancellationToken)
    {
        var call = new RestCall(HttpMethod.Get, "users/v2") { Query = [(field, value), ("limit", "1")] };
        var page = await session.SendAsync(call, RestJson.Default.UserPage, cancellationToken).ConfigureAwait(false);
        return page.Items is [var first, ..] ? first : null;
    }
}
