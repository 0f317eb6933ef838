using BotPlatform.ConnectyCube.Rest.Queries;

namespace BotPlatform.ConnectyCube.Rest.Users;

/// <summary>
/// Begins a query for users. The service looks nobody up without at least one condition on a key, so there is no query for all.
/// </summary>
public static class UserQuery
{
    private const int MinPrefixLength = 4;

    /// <summary>Users whose key is the given one, or one of the given ones.</summary>
    public static Query<User> Where<TValue>(KeyField<User, TValue> field, KeyCondition<TValue> condition) =>
        new Query<User>(repeatsLists: true).Where(field, condition);

    /// <summary>Users whose key begins with a text of at least four characters; the service gives five at most.</summary>
    /// <exception cref="ArgumentException">The text is shorter.</exception>
    public static Query<User> StartingWith(KeyField<User, string> field, string prefix) => prefix.Length >= MinPrefixLength
        ? new Query<User>(repeatsLists: true).With($"{field.Name}[start_with]", prefix)
        : throw new ArgumentException($"The service wants at least {MinPrefixLength} characters.", nameof(prefix));
}

/// <summary>Section 7: what users can be looked up, filtered and sorted by.</summary>
public static class UserField
{
    /// <summary>The user's number.</summary>
    public static KeyField<User, long> Id { get; } = new("id");

    /// <summary>The login name.</summary>
    public static KeyField<User, string> Login { get; } = new("login");

    /// <summary>The e-mail address.</summary>
    public static KeyField<User, string> Email { get; } = new("email");

    /// <summary>The name that people see.</summary>
    public static KeyField<User, string> FullName { get; } = new("full_name");

    /// <summary>The telephone number.</summary>
    public static KeyField<User, string> Phone { get; } = new("phone");

    /// <summary>The id in the application's own database.</summary>
    public static KeyField<User, string> ExternalId { get; } = new("external_id");

    /// <summary>Words to find the user by.</summary>
    public static KeyField<User, string> Tags { get; } = new("user_tags");

    /// <summary>When the user signed up.</summary>
    public static SortField<User, DateTimeOffset> CreatedAt { get; } = new("created_at");

    /// <summary>When the profile changed last.</summary>
    public static SortField<User, DateTimeOffset> UpdatedAt { get; } = new("updated_at");

    /// <summary>When the user made the last call.</summary>
    public static SortField<User, DateTimeOffset> LastRequestAt { get; } = new("last_request_at");
}
