using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.ConnectyCube;

/// <summary>Logs accounts in at ConnectyCube.</summary>
/// <remarks>
/// The id of an account is its user id when that is configured, else its login: it must be known before the first connection,
/// and it stays the same for the account's life, so that what is stored under it is found again.
/// </remarks>
public sealed partial class ConnectyCubeConnectorFactory : IChatConnectorFactory
{
    /// <summary>How accounts and events name this network.</summary>
    public const string Network = "connectycube";

    private readonly ConnectyCubeOptions _options;
    private readonly ConnectyCubeRest _rest;
    private readonly TimeProvider _time;
    private readonly ConnectyCubeMetrics _metrics;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger<ConnectyCubeConnectorFactory> _logger;
    private readonly ChatAddresses _addresses;
    private readonly Lazy<X509Certificate2Collection?> _trustedRoots;

    internal ConnectyCubeConnectorFactory(
        IOptions<ConnectyCubeOptions> options, ConnectyCubeRest rest, TimeProvider time, ConnectyCubeMetrics metrics,
        ILoggerFactory loggers)
    {
        (_options, _rest, _time, _metrics, _loggers) = (options.Value, rest, time, metrics, loggers);
        _logger = loggers.CreateLogger<ConnectyCubeConnectorFactory>();
        _addresses = new ChatAddresses(_options.AppId, _options.ChatHost);
        _trustedRoots = new(() => Certificates.LoadRoots(_options));
        Accounts = [.. _options.Accounts.Select(ToRef)];
    }

    /// <inheritdoc />
    public IReadOnlyList<AccountRef> Accounts { get; }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The configuration does not name the account.</exception>
    public Task<IChatConnector> ConnectAsync(AccountRef account, CancellationToken cancellationToken) =>
        ConnectAsync(
            _options.Accounts.FirstOrDefault(a => ToRef(a) == account)
                ?? throw new ArgumentException(
                    $"The configuration names no account {account.Id} of {account.Network}.", nameof(account)),
            cancellationToken);

    /// <summary>Logs in somebody whom the configuration need not name, for a terminal chat for example.</summary>
    /// <exception cref="ArgumentException">The account names no user, or holds neither password nor token.</exception>
    /// <exception cref="ConnectorAuthenticationException">The credentials are wrong: trying again does not help.</exception>
    /// <exception cref="ConnectorException">The network cannot be reached or refused: try again later.</exception>
    public async Task<IChatConnector> ConnectAsync(ConnectyCubeAccount account, CancellationToken cancellationToken)
    {
        if (ConnectyCubeOptionsValidator.Problems(account, key => key).FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(account));
        }

        var rest = _rest.For(account);
        XmppClient? client = null;
        try
        {
            var userId = account.KnownUserId ?? await AskUserIdAsync(account, rest, cancellationToken).ConfigureAwait(false);
            client = await XmppClient.ConnectAsync(ToClientOptions(account, userId), _loggers, cancellationToken)
                .ConfigureAwait(false);
            await EnableCarbonsAsync(client, account, cancellationToken).ConfigureAwait(false);

            // Messages flow from here on (section 3.4).
            await client.PostAsync(new Presence(), cancellationToken).ConfigureAwait(false);
            LogConnected(account.Name, _options.ChatUrl!);
            return new ConnectyCubeConnector(
                new(ToRef(account), userId, client, rest), _addresses, _time, _metrics,
                _loggers.CreateLogger<ConnectyCubeConnector>());
        }
        catch (Exception e)
        {
            if (client is not null)
            {
                await client.DisposeAsync().ConfigureAwait(false);
            }

            await rest.DisposeAsync().ConfigureAwait(false);
            if (Failures.IsExpected(e))
            {
                throw Failures.AtLogin(e, account, _options.ChatUrl!);
            }

            throw;
        }
    }

    private static AccountRef ToRef(ConnectyCubeAccount account) => new(Network, account.Name);

    private static async Task<string> AskUserIdAsync(
        ConnectyCubeAccount account, RestSession rest, CancellationToken cancellationToken)
    {
        var session = await rest.GetAsync(cancellationToken).ConfigureAwait(false);
        return session.UserId is { } id and > 0
            ? id.ToString(CultureInfo.InvariantCulture)
            : throw new ConnectorAuthenticationException(
                $"The token of account {account.Name} belongs to a session of the application, not of a user.");
    }

    private async Task EnableCarbonsAsync(XmppClient client, ConnectyCubeAccount account, CancellationToken cancellationToken)
    {
        try
        {
            await client.RequestAsync(Carbon.EnableRequest(), cancellationToken).ConfigureAwait(false);
        }
        catch (XmppStanzaException e)
        {
            // Then we do not hear what the account writes on other devices, which we leave out anyway.
            LogNoCarbons(account.Name, e.Condition);
        }
    }

    private XmppClientOptions ToClientOptions(ConnectyCubeAccount account, string userId) => new()
    {
        Server = _options.ChatUrl!,
        Host = _options.ChatHost,
        Username = _addresses.UserName(userId),
        Password = string.IsNullOrEmpty(account.Password) ? account.Token! : account.Password,
        ConnectTimeout = _options.ConnectTimeout,
        TrustedRoots = _trustedRoots.Value,
        PinnedCertificateSha256 = _options.PinnedCertificateSha256,
        Time = _time,
    };

    [LoggerMessage(LogLevel.Information, "Account {Account} is connected to {Server}.")]
    private partial void LogConnected(string account, Uri server);

    [LoggerMessage(LogLevel.Debug, "The server does not copy what account {Account} writes on other devices: {Condition}.")]
    private partial void LogNoCarbons(string account, string condition);
}
