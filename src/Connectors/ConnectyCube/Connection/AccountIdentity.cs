using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Connection;

/// <summary>
/// Who an account is. Its user id may be unknown before the first login; whatever comes from the chat server comes after that.
/// </summary>
internal sealed class AccountIdentity(AccountRef account, ChatAddresses addresses, string? userId)
{
    private volatile User? _user = userId is null ? null : new User(userId, addresses.User(userId));

    /// <summary>What the account is called in events and commands.</summary>
    public AccountRef Account { get; } = account;

    /// <summary>The user id, once it is known.</summary>
    public string? KnownUserId => _user?.Id;

    /// <summary>The user id.</summary>
    /// <exception cref="ConnectorException">It is not known before the first login.</exception>
    public string UserId => Known.Id;

    /// <summary>The bare address.</summary>
    /// <exception cref="ConnectorException">It is not known before the first login.</exception>
    public Jid Address => Known.Address;

    private User Known =>
        _user ?? throw new ConnectorException(
            $"The account {Account.Id} has not been connected yet, so its user id is not known.");

    /// <summary>Keeps what the REST service said.</summary>
    public void Learn(string id) => _user = new User(id, addresses.User(id));

    private sealed record User(string Id, Jid Address);
}
