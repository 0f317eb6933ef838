using BotPlatform.Connectors.XmppParts.Settings;
using BotPlatform.Xmpp.Stanzas;
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

        var others = ConnectionProblems.Of(options, Setting)
            .Concat(AccountProblems(options))
            .Concat(ConnectionProblems.OfNames(
                options.Accounts.Select(a => a.Username), StringComparer.OrdinalIgnoreCase, Setting));
        foreach (var problem in others)
        {
            yield return problem;
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
    }

    private static string Setting(string key) => SettingName.Of(StandardXmppOptions.Section, key);
}
