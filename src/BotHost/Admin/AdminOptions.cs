using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Admin;

/// <summary>Who may look after the host over its web port. Section <c>Admin</c>.</summary>
internal sealed class AdminOptions
{
    /// <summary>At least so many characters of a key.</summary>
    public const int MinKeyLength = 16;

    /// <summary>
    /// The key that callers give, 16 characters or more; a secret. Default none: then only programs on the same machine are answered.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>Further keys, each as good as <see cref="ApiKey"/>, so that keys can be changed one caller after the other. Default none.</summary>
    public IList<string> ApiKeys { get; } = [];

    /// <summary>All keys.</summary>
    internal IEnumerable<string> Keys => ApiKeys.Prepend(ApiKey).OfType<string>().Where(key => key.Length > 0);
}

/// <summary>Refuses keys that are no keys, without writing them anywhere.</summary>
internal sealed class AdminOptionsValidator : IValidateOptions<AdminOptions>
{
    public ValidateOptionsResult Validate(string? name, AdminOptions options) => options.Keys switch
    {
        var keys when keys.Any(key => key.Length < AdminOptions.MinKeyLength) => ValidateOptionsResult.Fail(
            $"Admin:ApiKey, or one of Admin:ApiKeys, is shorter than {AdminOptions.MinKeyLength} characters: somebody could guess it."),
        var keys when keys.Any(key => key.Any(c => c is <= ' ' or > '~')) => ValidateOptionsResult.Fail(
            "Admin:ApiKey, or one of Admin:ApiKeys, has a character that a header cannot carry: use letters, digits and signs of ASCII."),
        _ => ValidateOptionsResult.Success,
    };
}
