using System.Text;

namespace BotPlatform.Sandbox.Chat.Sasl;

/// <summary>RFC 4616: the password in clear text.</summary>
internal sealed class PlainMechanism(Accounts accounts) : ISaslMechanism
{
    public const string Name = "PLAIN";

    public SaslStep Next(byte[] message)
    {
        var parts = Encoding.UTF8.GetString(message).Split('\0');
        if (parts is not [var authorizationId, { Length: > 0 } userName, { Length: > 0 } password])
        {
            return SaslStep.Fail("malformed-request");
        }

        if (!accounts.TryFind(userName, out var user) || !accounts.SecretsOf(user).Any(secret => secret.Matches(password)))
        {
            return SaslStep.Fail("not-authorized");
        }

        return accounts.MayActAs(user, authorizationId) ? SaslStep.Success(user) : SaslStep.Fail("invalid-authzid");
    }
}
