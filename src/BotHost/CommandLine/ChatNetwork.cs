using BotPlatform.Connectors;
using BotPlatform.ConnectyCube;

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

    public Task<IChatConnector> ConnectAsync(CancellationToken cancellationToken)
    {
        var factory = services.GetRequiredService<IChatConnectorFactory>();
        return factory.ConnectAsync(factory.Accounts[0], cancellationToken);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
