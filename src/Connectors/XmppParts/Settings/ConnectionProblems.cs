using BotPlatform.Xmpp.Transport;

namespace BotPlatform.Connectors.XmppParts.Settings;

/// <summary>
/// Turns what is wrong with the settings of connections into sentences that say what to set and where. Each is told how a key becomes
/// the name of its setting.
/// </summary>
public static class ConnectionProblems
{
    /// <summary>What is wrong with the settings that all networks share.</summary>
    public static IEnumerable<string> Of(XmppConnectionOptions options, Func<string, string> setting) =>
    [
        .. OfLimit("ConnectTimeout", options.ConnectTimeout, setting),
        .. OfLimit("AnswerTimeout", options.AnswerTimeout, setting),
        .. OfLimit("Reconnect:FirstDelay", options.Reconnect.FirstDelay, setting),
        .. OfInterval("PingInterval", options.PingInterval, setting),
        .. OfInterval("RoomCheckInterval", options.RoomCheckInterval, setting),
        .. OfNumbers(options, setting),
        .. OfCertificates(options, setting),
    ];

    /// <summary>What is wrong with a time that something may take.</summary>
    public static IEnumerable<string> OfLimit(string key, TimeSpan limit, Func<string, string> setting)
    {
        if (limit <= TimeSpan.Zero)
        {
            yield return $"A time limit must be longer than nothing: correct {setting(key)}.";
        }
    }

    /// <summary>Which of the accounts are configured more than once.</summary>
    /// <param name="names">What they are called; empty where that is missing.</param>
    /// <param name="comparer">Which names are the same.</param>
    /// <param name="setting">Names a setting.</param>
    public static IEnumerable<string> OfNames(
        IEnumerable<string> names, StringComparer comparer, Func<string, string> setting) =>
        names.Where(name => name.Length > 0)
            .GroupBy(name => name, comparer)
            .Where(same => same.Count() > 1)
            .Select(same =>
                $"The account {same.Key} is configured {same.Count()} times: remove all but one of {setting("Accounts")}.");

    private static IEnumerable<string> OfInterval(string key, TimeSpan interval, Func<string, string> setting)
    {
        if (interval < TimeSpan.Zero)
        {
            yield return $"The time between two questions cannot be negative: correct {setting(key)}.";
        }
    }

    private static IEnumerable<string> OfNumbers(XmppConnectionOptions options, Func<string, string> setting)
    {
        if (options.Reconnect.MaxDelay < options.Reconnect.FirstDelay)
        {
            yield return $"The longest wait cannot be shorter than the first: correct {setting("Reconnect:MaxDelay")}.";
        }

        if (options.Reconnect.MaxAttempts < 0)
        {
            yield return $"A number of attempts is 0 or more, or not set for no limit: correct {setting("Reconnect:MaxAttempts")}.";
        }

        if (options.MaxConcurrentLogins < 1)
        {
            yield return $"At least one account must be able to log in: correct {setting("MaxConcurrentLogins")}.";
        }
    }

    private static IEnumerable<string> OfCertificates(XmppConnectionOptions options, Func<string, string> setting)
    {
        if (options.TrustedRootsFile is { } file && TrustedRoots.FindProblem(file) is { } problem)
        {
            yield return $"The file with the trusted certificates, '{file}', cannot be used ({problem}): correct "
                + $"{setting("TrustedRootsFile")}.";
        }

        if (options.PinnedCertificateSha256 is { } pin && !IsSha256(pin))
        {
            yield return $"The SHA-256 of a certificate is 64 hex digits: correct {setting("PinnedCertificateSha256")}.";
        }
    }

    private static bool IsSha256(string text) => text.Replace(":", "", StringComparison.Ordinal) is { Length: 64 } hex
        && hex.All(char.IsAsciiHexDigit);
}
