using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Requests;

/// <summary>The addresses of users.</summary>
internal static class Users
{
    /// <exception cref="ConnectorRefusedException">The user's id is no address.</exception>
    public static Jid AddressOf(UserRef user) => Jid.TryParse(user.Id, out var address) && address.Local.Length > 0
        ? address
        : throw new ConnectorRefusedException($"'{user.Id}' is no address of a user.", "jid-malformed");
}
