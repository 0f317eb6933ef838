using System.Globalization;
using BotPlatform.Connectors.XmppParts.Settings;
using Microsoft.Extensions.Options;

namespace BotPlatform.ConnectyCube;

/// <summary>Turns every wrong setting into a sentence that says what to set and where.</summary>
internal sealed class ConnectyCubeOptionsValidator : IValidateOptions<ConnectyCubeOptions>
{
    public ValidateOptionsResult Validate(string? name, ConnectyCubeOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>What is wrong with one account; <paramref name="setting"/> turns a key into the name of its setting.</summary>
    public static IEnumerable<string> Problems(ConnectyCubeAccount account, Func<string, string> setting)
    {
        if (account.Name.Length == 0)
        {
            yield return $"The account names no user: set {setting("UserId")} or {setting("Login")}.";
        }

        if (account.KnownUserId is { } userId && !IsPositiveNumber(userId))
        {
            yield return $"A user id is a number such as 1234567: correct {setting("UserId")}.";
        }

        if (string.IsNullOrEmpty(account.Password) && string.IsNullOrEmpty(account.Token))
        {
            yield return $"The account {account.Name} has no password: set {setting("Password")} (or {setting("Token")}).";
        }
    }

    private static IEnumerable<string> Problems(ConnectyCubeOptions options)
    {
        if (options.ApiUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return $"The REST service has no http or https address: set {Setting("ApiUrl")}.";
        }

        if (options.ChatUrl is not { IsAbsoluteUri: true, Scheme: "ws" or "wss" or "xmpp" or "xmpps" })
        {
            yield return $"The chat server's address must begin with wss://, ws://, xmpps:// or xmpp://: set {Setting("ChatUrl")}.";
        }

        if (Uri.CheckHostName(options.ChatHost) == UriHostNameType.Unknown)
        {
            yield return $"The host of chat addresses is missing or no host name: set {Setting("ChatHost")}.";
        }

        if (!options.IsUnused && !IsPositiveNumber(options.AppId))
        {
            yield return $"The application's number is missing or no number: set {Setting("AppId")}.";
        }

        if (!options.IsUnused && string.IsNullOrWhiteSpace(options.AuthKey))
        {
            yield return $"The application's auth key is missing: set {Setting("AuthKey")}.";
        }

        var others = ConnectionProblems.OfLimit("RequestTimeout", options.RequestTimeout, Setting)
            .Concat(ConnectionProblems.OfLimit("Rest:FirstDelay", options.Rest.FirstDelay, Setting))
            .Concat(RestProblems(options.Rest))
            .Concat(ConnectionProblems.Of(options, Setting))
            .Concat(AccountProblems(options))
            .Concat(ConnectionProblems.OfNames(options.Accounts.Select(a => a.Name), StringComparer.Ordinal, Setting));
        foreach (var problem in others)
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> RestProblems(RestOptions options)
    {
        (string Key, long Value, long Least)[] numbers =
        [
            ("MaxAttempts", options.MaxAttempts, 1),
            ("MaxConcurrentCalls", options.MaxConcurrentCalls, 1),
            ("MaxQueuedCalls", options.MaxQueuedCalls, 0),
            ("MaxCallsPerSecond", options.MaxCallsPerSecond, 0),
            ("MaxUploadBytes", options.MaxUploadBytes, 1),
            ("MaxDownloadBytes", options.MaxDownloadBytes, 1),
        ];
        foreach (var (key, _, least) in numbers.Where(n => n.Value < n.Least))
        {
            yield return $"The number must be {least} or more: correct {Setting($"Rest:{key}")}.";
        }

        if (options.MaxDelay < options.FirstDelay)
        {
            yield return $"The longest wait cannot be shorter than the first: correct {Setting("Rest:MaxDelay")}.";
        }

        if (options.MaxRetryAfter < TimeSpan.Zero)
        {
            yield return $"A wait cannot be negative: correct {Setting("Rest:MaxRetryAfter")}.";
        }
    }

    private static IEnumerable<string> AccountProblems(ConnectyCubeOptions options)
    {
        for (var i = 0; i < options.Accounts.Count; i++)
        {
            var index = i;
            foreach (var problem in Problems(options.Accounts[i], key => Setting($"Accounts:{index}:{key}")))
            {
                yield return problem;
            }
        }
    }

    private static bool IsPositiveNumber(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && text[0] != '0';

    private static string Setting(string key) => SettingName.Of(ConnectyCubeOptions.Section, key);
}
