using BotPlatform.Connectors;
using BotPlatform.ConnectyCube;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>The network as the chat's person sees it: the host's own connector with another login.</summary>
internal sealed class ChatNetwork(ServiceProvider services) : IAsyncDisposable
{
    public static ChatNetwork Create(ChatUser user, Uri url, string[] settings)
    {
        var chatUrl = new UriBuilder(url) { Scheme = url.Scheme == "https" ? "wss" : "ws", Path = "/ws" }.Uri;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ConnectyCube:ApiUrl"] = url.ToString(),
                ["ConnectyCube:ChatUrl"] = chatUrl.ToString(),
                ["ConnectyCube:ChatHost"] = "localhost",
                ["ConnectyCube:AppId"] = "1",
                ["ConnectyCube:AuthKey"] = "sandbox",
                ["ConnectyCube:Accounts:0:UserId"] = user.Id,
                ["ConnectyCube:Accounts:0:Login"] = user.Login,
                ["ConnectyCube:Accounts:0:Password"] = user.Password,
            })
            .AddCommandLine(settings)
            .Build();
        var services = new ServiceCollection()
            .AddLogging() // without a provider: a chat is no place for log lines
            .AddConnectyCube(configuration);
        return new ChatNetwork(services.BuildServiceProvider());
    }

    /// <summary>Connects once: a person who sits there shall read at once why it does not work.</summary>
    /// <exception cref="ConnectorException">It does not work.</exception>
    public async Task<IChatConnector> ConnectAsync(CancellationToken cancellationToken)
    {
        var factory = services.GetRequiredService<IChatConnectorFactory>();
        var connector = factory.Create(factory.Accounts[0]);
        try
        {
            await ConnectAsync(connector, cancellationToken);
            return connector;
        }
        catch
        {
            await connector.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    internal static async Task ConnectAsync(IChatConnector connector, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connecting = connector.ConnectAsync(giveUp.Token);
        var first = FirstOutcomeAsync(connector, giveUp.Token);
        try
        {
            if (await Task.WhenAny(connecting, first) == connecting)
            {
                await connecting;
            }

            var outcome = await first;
            if (outcome.State == ConnectionState.Reconnecting)
            {
                throw new ConnectorException(outcome.Problem ?? "The network cannot be reached.");
            }

            await connecting;
        }
        finally
        {
            await giveUp.CancelAsync();
            await Task.WhenAll(connecting, first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<ConnectionStateChanged> FirstOutcomeAsync(
        IChatConnector connector, CancellationToken cancellationToken)
    {
        ConnectionStateChanged change;
        do
        {
            change = await connector.StatusChanges.ReadAsync(cancellationToken);
        }
        while (change.State is ConnectionState.Idle or ConnectionState.Authenticated);

        return change;
    }
}
