using System.Globalization;
using System.Net;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Xmpp;

namespace BotPlatform.ConnectyCube.Connection;

/// <summary>
/// Section 3.3: as whom an account logs in at the chat server. The user id is asked of the REST service where the configuration
/// does not say it.
/// </summary>
internal sealed class AccountCredentials(
    ConnectyCubeAccount account, AccountIdentity identity, ChatAddresses addresses, RestSession rest)
{
    /// <summary>Asked before each login.</summary>
    /// <exception cref="XmppAuthenticationException">
    /// The REST service refuses the account: trying again does not help.
    /// </exception>
    /// <exception cref="XmppConnectionException">The REST service cannot be reached or does not answer properly.</exception>
    public async ValueTask<XmppCredentials> GetAsync(CancellationToken cancellationToken)
    {
        var userId = identity.KnownUserId;
        if (userId is null)
        {
            userId = await AskAsync(cancellationToken).ConfigureAwait(false);
            identity.Learn(userId);
        }

        return new XmppCredentials(
            addresses.UserName(userId), string.IsNullOrEmpty(account.Password) ? account.Token! : account.Password);
    }

    private async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var session = await rest.GetAsync(cancellationToken).ConfigureAwait(false);
            return session.UserId is { } id and > 0
                ? id.ToString(CultureInfo.InvariantCulture)
                : throw new ConnectyCubeException("The token belongs to a session of the application, not of a user.")
                {
                    Status = HttpStatusCode.Unauthorized,
                };
        }
        catch (ConnectyCubeException e)
        {
            if (e.IsTransient)
            {
                throw new XmppConnectionException(e.Message, e);
            }

            var refusal = $"The REST service refuses account {account.Name}: {e.Message} Correct its login, password or token, or the "
                + "AppId and AuthKey.";
            throw new XmppAuthenticationException(refusal, "not-authorized", new ConnectorAuthenticationException(refusal, e));
        }
    }
}
