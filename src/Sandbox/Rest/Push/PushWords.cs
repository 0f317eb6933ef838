namespace BotPlatform.Sandbox.Rest.Push;

/// <summary>The words that pushes are described with (section 10).</summary>
internal static class PushWords
{
    public const string Web = "web";

    public static readonly string[] Channels = ["apns", "apns_voip", "gcm", Web];
    public static readonly string[] Environments = ["development", "production"];
    public static readonly string[] Platforms = ["ios", "android", "web"];

    /// <summary>Null when the parameter is one of the words.</summary>
    public static RestAnswer? Problem(RestParameters parameters, string[] words, params string[] path) =>
        Blank(parameters, path)
        ?? (words.Contains(parameters.Text(path), StringComparer.Ordinal) ? null
            : RestErrors.Invalid(path[^1], $"is none of {string.Join(", ", words)}"));

    /// <summary>Null when there is a text.</summary>
    public static RestAnswer? Blank(RestParameters parameters, params string[] path) =>
        parameters.Text(path) is { Length: > 0 } ? null : RestErrors.Invalid(path[^1], "can't be blank");
}
