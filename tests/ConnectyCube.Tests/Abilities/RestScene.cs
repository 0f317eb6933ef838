using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>
/// The bot's connector, which has not connected to the chat, at a sandbox, and Alice's REST session beside it. What is asked is
/// answered over REST.
/// </summary>
internal sealed class RestScene : IAsyncDisposable
{
    private RestScene(SandboxedNetwork network, IChatConnector bot, RestSession alice) =>
        (Network, Bot, Alice) = (network, bot, alice);

    public SandboxedNetwork Network { get; }

    public IChatConnector Bot { get; }

    public RestSession Alice { get; }

    public static async Task<RestScene> StartAsync(params (string Key, string Value)[] settings)
    {
        var network = await SandboxedNetwork.StartAsync(overTcp: false, [("Rest:MaxCallsPerSecond", "0"), .. settings]);
        return new RestScene(
            network, network.Create(SandboxedNetwork.Account("bot")), network.Rest.For(SandboxedNetwork.Account("alice")));
    }

    /// <summary>Alice writes, and nobody hears of it who does not look. Returns the message's id.</summary>
    public async Task<string> WriteAsync(string dialog, string text) =>
        (await Alice.Messages.CreateAsync(new NewMessage { DialogId = dialog, Text = text }, TestTimeout.Token)).Id;

    public Task<TAnswer> AskAsync<TRequest, TAnswer>(TRequest request)
        where TRequest : class, IAccountRequest<TAnswer>
        where TAnswer : class => Bot.AskAsync<TRequest, TAnswer>(request);

    /// <summary>The word with which a request is refused.</summary>
    public async Task<string> ReasonAsync<TRequest, TAnswer>(TRequest request)
        where TRequest : class, IAccountRequest<TAnswer>
        where TAnswer : class =>
        (await Assert.ThrowsAsync<ConnectorRefusedException>(() => Bot.AskAsync<TRequest, TAnswer>(request))).Reason;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Alice.DisposeAsync();
        await Network.DisposeAsync();
    }
}
