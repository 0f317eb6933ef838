using BotPlatform.Connectors;
using BotPlatform.Connectors.XmppParts.Connection;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.ConnectyCube;

/// <summary>Makes the connectors of accounts at ConnectyCube.</summary>
/// <remarks>
/// The id of an account is its user id when that is configured, else its login: it must be known before the first connection,
/// and it stays the same for the account's life, so that what is stored under it is found again.
/// </remarks>
public sealed class ConnectyCubeConnectorFactory : IChatConnectorFactory, IDisposable
{
    /// <summary>How accounts and events name this network.</summary>
    public const string Network = "connectycube";

    private readonly ConnectyCubeOptions _options;
    private readonly ConnectyCubeRest _rest;
    private readonly ConnectyCubeMetrics _metrics;
    private readonly ChatAddresses _addresses;
    private readonly ChatClients _clients;

    internal ConnectyCubeConnectorFactory(
        IOptions<ConnectyCubeOptions> options, ConnectyCubeRest rest, TimeProvider time, ConnectyCubeMetrics metrics,
        ILoggerFactory loggers)
    {
        (_options, _rest, _metrics) = (options.Value, rest, metrics);
        _addresses = new ChatAddresses(_options.AppId, _options.ChatHost);
        _clients = new ChatClients(_options, _options.ChatUrl, _options.ChatHost, time, loggers);
        Accounts = [.. _options.Accounts.Select(ToRef)];
    }

    /// <inheritdoc />
    public IReadOnlyList<AccountRef> Accounts { get; }

    /// <inheritdoc />
    public IChatConnector Create(AccountRef account, string? device = null) => Create(
        _options.Accounts.FirstOrDefault(a => ToRef(a) == account)
            ?? throw new ArgumentException(
                $"The configuration names no account {account.Id} of {account.Network}.", nameof(account)),
        device);

    /// <summary>Makes the connector of somebody whom the configuration need not name, for a terminal chat for example.</summary>
    /// <exception cref="ArgumentException">The account names no user, or holds neither password nor token.</exception>
    public IChatConnector Create(ConnectyCubeAccount account, string? device = null)
    {
        if (ConnectyCubeOptionsValidator.Problems(account, key => key).FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(account));
        }

        return ConnectyCubeConnector.Create(account, device, _rest.For(account), _addresses, _clients, _metrics);
    }

    /// <inheritdoc />
    public void Dispose() => _clients.Dispose();

    private static AccountRef ToRef(ConnectyCubeAccount account) => new(Network, account.Name);
}
