using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts.Connection;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.StandardXmpp;

/// <summary>Makes the connectors of accounts at an XMPP server. The id of an account is its bare address.</summary>
public sealed class StandardXmppConnectorFactory : IChatConnectorFactory, IDisposable
{
    /// <summary>How accounts and events name this network.</summary>
    public const string Network = "xmpp";

    private readonly StandardXmppOptions _options;
    private readonly StandardXmppMetrics _metrics;
    private readonly ChatClients _clients;

    internal StandardXmppConnectorFactory(
        IOptions<StandardXmppOptions> options, TimeProvider time, StandardXmppMetrics metrics, ILoggerFactory loggers)
    {
        (_options, _metrics) = (options.Value, metrics);
        _clients = new ChatClients(_options, _options.Server, _options.Host, time, loggers);
        Accounts = [.. _options.Accounts.Select(a => ToRef(AddressOf(a)))];
    }

    /// <inheritdoc />
    public IReadOnlyList<AccountRef> Accounts { get; }

    /// <inheritdoc />
    public IChatConnector Create(AccountRef account, string? device = null)
    {
        var settings = _options.Accounts.FirstOrDefault(a => ToRef(AddressOf(a)) == account)
            ?? throw new ArgumentException($"The configuration names no account {account.Id} of {account.Network}.", nameof(account));
        return StandardXmppConnector.Create(settings, device, AddressOf(settings), _clients, _metrics);
    }

    /// <inheritdoc />
    public void Dispose() => _clients.Dispose();

    internal static AccountRef ToRef(Jid account) => new(Network, account.ToString());

    private Jid AddressOf(StandardXmppAccount account) => Jid.Parse($"{account.Username}@{_options.Host}");
}
