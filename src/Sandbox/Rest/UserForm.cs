using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest;

/// <summary>What a client says about a user, at sign-up or later (section 7): <c>{"user":{…}}</c>.</summary>
internal sealed class UserForm(RestParameters parameters)
{
    private static readonly string[] Texts =
    [
        "login", "email", "full_name", "phone", "website", "custom_data", "avatar", "timezone", "external_id", "external_user_id",
        "facebook_id", "twitter_id", "blob_id", "password", "old_password",
    ];

    private static readonly string[] Lists = ["tag_list", "user_tags"];

    private readonly JsonObject _fields = parameters.Node("user") as JsonObject ?? [];

    public string? Password => Text("password");

    public string? OldPassword => Text("old_password");

    /// <summary>The profile afterwards: what is not named stays, what is null or empty goes.</summary>
    public UserProfile Apply(UserProfile profile) => new()
    {
        Login = Text("login", profile.Login),
        Email = Text("email", profile.Email),
        FullName = Text("full_name", profile.FullName),
        Phone = Text("phone", profile.Phone),
        Website = Text("website", profile.Website),
        CustomData = Text("custom_data", profile.CustomData),
        Avatar = Text("avatar", profile.Avatar),
        TimeZone = Text("timezone", profile.TimeZone),
        ExternalId = Text("external_id", Text("external_user_id", profile.ExternalId)),
        FacebookId = Text("facebook_id", profile.FacebookId),
        TwitterId = Text("twitter_id", profile.TwitterId),
        BlobId = Text("blob_id", profile.BlobId),
        Tags = Tags("tag_list", Tags("user_tags", profile.Tags)),
    };

    /// <summary>What is wrong with the fields as they came, or null.</summary>
    public RestAnswer? Problem()
    {
        if (Array.Find(Texts, name => _fields[name] is not (null or JsonValue)) is { } wrong)
        {
            return RestErrors.Invalid(wrong, "is not a text");
        }

        if (Array.Find(Lists, name => _fields[name] is JsonObject) is { } noList)
        {
            return RestErrors.Invalid(noList, "is not a list");
        }

        return (Password, Text("timezone")) switch
        {
            ({ Length: < 8 }, _) => RestErrors.Invalid("password", "is too short (minimum is 8 characters)"),
            (_, { } zone) when !int.TryParse(zone, out _) => RestErrors.Invalid("timezone", "is not a number"),
            _ => null,
        };
    }

    /// <summary>What is wrong with a profile, or null.</summary>
    public static RestAnswer? Problem(UserProfile profile) => profile switch
    {
        { Login: null, Email: null } => RestErrors.Invalid("base", "email or login is required"),
        { Login: { Length: < 3 } } => RestErrors.Invalid("login", "is too short (minimum is 3 characters)"),
        { Login: { Length: > 70 } } => RestErrors.Invalid("login", "is too long (maximum is 70 characters)"),
        { Email: { } email } when !IsAddress(email) => RestErrors.Invalid("email", "is invalid"),
        _ => null,
    };

    private string? Text(string name, string? otherwise = null) =>
        !_fields.TryGetPropertyValue(name, out var value) ? otherwise
            : value?.ToString() is { Length: > 0 } text ? text
            : null;

    private string? Tags(string name, string? otherwise) =>
        !_fields.TryGetPropertyValue(name, out var value) ? otherwise
            : string.Join(',', RestParameters.Values(value)) is { Length: > 0 } list ? list
            : null;

    private static bool IsAddress(string text) =>
        text.Length <= 254 && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
