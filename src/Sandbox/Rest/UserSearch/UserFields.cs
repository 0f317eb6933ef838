using System.Globalization;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest.UserSearch;

/// <summary>What users can be looked for by (section 7).</summary>
internal static class UserFields
{
    /// <summary>One of these has to be named.</summary>
    public static IReadOnlyList<FilterField<User>> Primary { get; } =
    [
        new(["id"], user => [user.Id.ToString(CultureInfo.InvariantCulture)], FilterKind.Number),
        Text("login", user => user.Profile.Login),
        Text("email", user => user.Profile.Email),
        Text("full_name", user => user.Profile.FullName),
        Text("phone", user => user.Profile.Phone),
        Text("external_id", user => user.Profile.ExternalId),
        Text("facebook_id", user => user.Profile.FacebookId),
        Text("twitter_id", user => user.Profile.TwitterId),
        new(["user_tags"], user => user.Profile.TagList, FilterKind.Text),
    ];

    /// <summary>These narrow the search further.</summary>
    public static IReadOnlyList<FilterField<User>> Times { get; } =
    [
        Time("last_request_at", user => user.LastRequest.At),
        Time("created_at", user => user.CreatedAt),
        Time("updated_at", user => user.UpdatedAt),
    ];

    public static IReadOnlyList<FilterField<User>> All { get; } = [.. Primary, .. Times];

    private static FilterField<User> Text(string name, Func<User, string?> value) =>
        new([name], user => [value(user)], FilterKind.Text);

    private static FilterField<User> Time(string name, Func<User, DateTimeOffset?> value) => new(
        [name], user => [value(user)?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)], FilterKind.Number);
}
