using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Requests;

/// <summary>The addresses of users.</summary>
internal static class Users
{
    /// <summary>The user whose address it is; null when it is nobody's.</summary>
    public static UserRef? Find(string address) =>
        Jid.TryParse(address, out var jid) && jid.Local.Length > 0 ? new UserRef(address) : null;

    /// <exception cref="ConnectorRefusedException">The user's id is no address.</exception>
    public static Jid AddressOf(UserRef user) => Jid.TryParse(user.Id, out var address) && address.Local.Length > 0
        ? address
        : throw new ConnectorRefusedException($"'{user.Id}' is no address of a user.", "jid-malformed");
}
