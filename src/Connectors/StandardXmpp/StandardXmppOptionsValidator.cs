using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Transport;
using Microsoft.Extensions.Options;

namespace BotPlatform.StandardXmpp;

/// <summary>Turns every wrong setting into a sentence that says what to set and where.</summary>
internal sealed class StandardXmppOptionsValidator : IValidateOptions<StandardXmppOptions>
{
    public ValidateOptionsResult Validate(string? name, StandardXmppOptions options)
    {
        var problems = options.Accounts.Count == 0 ? [] : Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(StandardXmppOptions options)
    {
        if (options.Server is not { IsAbsoluteUri: true, Scheme: "xmpp" or "xmpps" or "ws" or "wss" })
        {
            yield return $"The server's address must begin with xmpp://, xmpps://, wss:// or ws://: set {Setting("Server")}.";
        }

        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            yield return $"The domain of the accounts is missing or no host name: set {Setting("Host")}.";
        }

        foreach (var problem in LimitProblems(options).Concat(CertificateProblems(options)).Concat(AccountProblems(options)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> LimitProblems(StandardXmppOptions options)
    {
        (string Key, TimeSpan Value, bool MayBeZero)[] times =
        [
            ("ConnectTimeout", options.ConnectTimeout, false),
            ("AnswerTimeout", options.AnswerTimeout, false),
            ("PingInterval", options.PingInterval, true),
            ("RoomCheckInterval", options.RoomCheckInterval, true),
            ("Reconnect:FirstDelay", options.Reconnect.FirstDelay, false),
        ];
        foreach (var (key, _, _) in times.Where(t => t.Value < TimeSpan.Zero || (t.Value == TimeSpan.Zero && !t.MayBeZero)))
        {
            yield return $"A time must be longer than nothing: correct {Setting(key)}.";
        }

        if (options.Reconnect.MaxDelay < options.Reconnect.FirstDelay)
        {
            yield return $"The longest wait cannot be shorter than the first: correct {Setting("Reconnect:MaxDelay")}.";
        }

        if (options.Reconnect.MaxAttempts < 0)
        {
            yield return $"A number of attempts is 0 or more, or not set for no limit: correct {Setting("Reconnect:MaxAttempts")}.";
        }

        if (options.MaxConcurrentLogins < 1)
        {
            yield return $"At least one account must be able to log in: correct {Setting("MaxConcurrentLogins")}.";
        }
    }

    private static IEnumerable<string> CertificateProblems(StandardXmppOptions options)
    {
        if (options.TrustedRootsFile is { } file && TrustedRoots.FindProblem(file) is { } problem)
        {
            yield return $"The file with the trusted certificates, '{file}', cannot be used ({problem}): correct "
                + $"{Setting("TrustedRootsFile")}.";
        }

        if (options.PinnedCertificateSha256 is { } pin && !IsSha256(pin))
        {
            yield return $"The SHA-256 of a certificate is 64 hex digits: correct {Setting("PinnedCertificateSha256")}.";
        }
    }

    private static IEnumerable<string> AccountProblems(StandardXmppOptions options)
    {
        for (var i = 0; i < options.Accounts.Count; i++)
        {
            var (account, at) = (options.Accounts[i], $"Accounts:{i}");
            if (!Jid.TryParse($"{account.Username}@localhost", out var address) || !address.IsBare)
            {
                yield return $"The account has no user name, or one that no address can hold: set {Setting($"{at}:Username")}.";
            }

            if (account.Password.Length == 0)
            {
                yield return $"The account {account.Username} has no password: set {Setting($"{at}:Password")}.";
            }

            for (var j = 0; j < account.Rooms.Count; j++)
            {
                if (!Jid.TryParse(account.Rooms[j], out var room) || !room.IsBare || room.Local.Length == 0)
                {
                    yield return $"A room has an address such as team@rooms.example.org: correct {Setting($"{at}:Rooms:{j}")}.";
                }
            }
        }

        foreach (var twice in options.Accounts.GroupBy(a => a.Username, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            yield return $"The account {twice.Key} is configured {twice.Count()} times: remove all but one of {Setting("Accounts")}.";
        }
    }

    private static bool IsSha256(string text) => text.Replace(":", "", StringComparison.Ordinal) is { Length: 64 } hex
        && hex.All(char.IsAsciiHexDigit);

    private static string Setting(string key)
    {
        var path = $"{StandardXmppOptions.Section}:{key}";
        return $"{path} (environment variable {path.Replace(":", "__", StringComparison.Ordinal)})";
    }
}
