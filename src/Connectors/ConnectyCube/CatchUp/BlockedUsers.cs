using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts.Requests;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.CatchUp;

/// <summary>
/// Section 4.12: the users whom the account blocks. What they write in groups does not reach it live, but it is in the history.
/// </summary>
internal sealed class BlockedUsers(AccountRef account, PrivacyListRequests lists)
{
    /// <summary>Their ids, as it is this instant.</summary>
    /// <exception cref="ConnectorException">There is no connection, it broke, or no answer came in time.</exception>
    public async Task<IReadOnlySet<string>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var names = await lists.AnswerAsync(new GetPrivacyListNames { Account = account }, cancellationToken).ConfigureAwait(false);
            if ((names.Active ?? names.Default) is not { } name)
            {
                return new HashSet<string>();
            }

            var list = await lists.AnswerAsync(
                new GetPrivacyList { Account = account, Name = name }, cancellationToken).ConfigureAwait(false);
            return list.Rules.Where(rule => rule.IsBlocked).Select(rule => rule.User.Id).ToHashSet(StringComparer.Ordinal);
        }
        catch (ConnectorRefusedException)
        {
            return new HashSet<string>(); // a list that has just gone, or a service without lists
        }
    }
}
