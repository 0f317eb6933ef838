using System.Security.Cryptography;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.ConnectyCube.Tests;

/// <summary>A sandbox of its own, and the product's services pointed at it.</summary>
internal sealed class SandboxedNetwork : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IChatConnector> _connectors = [];

    private SandboxedNetwork(SandboxServer server, ServiceProvider services) => (Server, _services) = (server, services);

    public SandboxServer Server { get; }

    public ConnectyCubeConnectorFactory Factory => _services.GetRequiredService<ConnectyCubeConnectorFactory>();

    public ConnectyCubeRest Rest => _services.GetRequiredService<ConnectyCubeRest>();

    public static async Task<SandboxedNetwork> StartAsync(bool overTcp = false, params (string Key, string Value)[] settings)
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions { HttpPort = 0, XmppPort = 0 }, null, TestTimeout.Token);
        var values = new Dictionary<string, string?>
        {
            ["ConnectyCube:ApiUrl"] = server.HttpUri.ToString(),
            ["ConnectyCube:ChatUrl"] = (overTcp ? server.XmppUri : server.WebSocketUri).ToString(),
            ["ConnectyCube:ChatHost"] = "localhost",
            ["ConnectyCube:AppId"] = "1",
            ["ConnectyCube:AuthKey"] = "sandbox",
            ["ConnectyCube:PinnedCertificateSha256"] = server.Certificate.GetCertHashString(HashAlgorithmName.SHA256),
        };
        foreach (var (key, value) in settings)
        {
            values[$"ConnectyCube:{key}"] = value;
        }

        var services = new ServiceCollection().AddLogging()
            .AddConnectyCube(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .BuildServiceProvider();
        return new SandboxedNetwork(server, services);
    }

    /// <summary>One of the sandbox's users, with everything an account can have.</summary>
    public static ConnectyCubeAccount Account(string login)
    {
        var user = SandboxServer.Users.Single(u => u.Login == login);
        return new ConnectyCubeAccount { UserId = user.Id.ToString(), Login = user.Login, Password = user.Password };
    }

    public async Task<IChatConnector> ConnectAsync(ConnectyCubeAccount account)
    {
        var connector = await Factory.ConnectAsync(account, TestTimeout.Token);
        _connectors.Add(connector);
        return connector;
    }

    public Task<IChatConnector> ConnectAsync(string login) => ConnectAsync(Account(login));

    public async Task<string> CreateGroupAsync(string owner, params long[] members)
    {
        await using var rest = Rest.For(Account(owner));
        var dialog = await rest.Dialogs.CreateAsync(
            new NewDialog { Type = DialogType.Group, Name = "Team", OccupantIds = members }, TestTimeout.Token);
        return dialog.Id;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connector in _connectors)
        {
            await connector.DisposeAsync();
        }

        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}

internal static class ConnectorExtensions
{
    private static int _commands;

    public static SendMessage Message(this IChatConnector connector, string dialog, string text) => new()
    {
        CommandId = $"test-{Interlocked.Increment(ref _commands)}",
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Account = connector.Account,
        Dialog = new DialogRef(dialog),
        Text = text,
    };

    public static Task SendAsync(this IChatConnector connector, string dialog, string text) =>
        connector.SendAsync(connector.Message(dialog, text), TestTimeout.Token);

    /// <summary>The next event, acknowledged.</summary>
    public static async Task<T> NextAsync<T>(this IChatConnector connector)
        where T : IChatEvent
    {
        var received = await connector.Events.ReadAsync(TestTimeout.Token);
        received.Acknowledge();
        return Assert.IsType<T>(received.Event);
    }
}
