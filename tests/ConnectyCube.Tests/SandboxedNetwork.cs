using System.Net.Http.Json;
using System.Security.Cryptography;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Contracts.Requests;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using DialogType = BotPlatform.ConnectyCube.Rest.Dialogs.DialogType;

namespace BotPlatform.ConnectyCube.Tests;

/// <summary>What a network of a test is like.</summary>
internal sealed record NetworkSetup
{
    /// <summary>Whether accounts connect over TCP instead of WebSocket.</summary>
    public bool OverTcp { get; init; }

    /// <summary>Whether they connect through <see cref="SandboxedNetwork.Proxy"/>.</summary>
    public bool IsProxied { get; init; }

    /// <summary>Whether REST calls go through <see cref="SandboxedNetwork.Proxy"/>. Not together with <see cref="OverTcp"/>.</summary>
    public bool IsRestProxied { get; init; }

    /// <summary>What the sandbox is told, besides its ports.</summary>
    public SandboxOptions Sandbox { get; init; } = new();

    /// <summary>The clock of the product's services; the sandbox keeps the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>A sandbox of its own, and the product's services pointed at it.</summary>
internal sealed class SandboxedNetwork : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IChatConnector> _connectors = [];

    private SandboxedNetwork(SandboxServer server, FaultProxy proxy, ServiceProvider services) =>
        (Server, Proxy, _services) = (server, proxy, services);

    public SandboxServer Server { get; }

    /// <summary>Stands between the accounts and the sandbox where the test wants it to.</summary>
    public FaultProxy Proxy { get; }

    public ConnectyCubeConnectorFactory Factory => _services.GetRequiredService<ConnectyCubeConnectorFactory>();

    public ConnectyCubeRest Rest => _services.GetRequiredService<ConnectyCubeRest>();

    public static Task<SandboxedNetwork> StartAsync(bool overTcp = false, params (string Key, string Value)[] settings) =>
        StartAsync(new NetworkSetup { OverTcp = overTcp }, settings);

    public static async Task<SandboxedNetwork> StartAsync(NetworkSetup setup, params (string Key, string Value)[] settings)
    {
        (setup.Sandbox.HttpPort, setup.Sandbox.XmppPort) = (0, 0);
        var server = await SandboxServer.StartAsync(setup.Sandbox, null, TestTimeout.Token);
        var chat = setup.OverTcp ? server.XmppUri : server.WebSocketUri;
        var proxy = new FaultProxy(chat.Port);
        var values = new Dictionary<string, string?>
        {
            ["ConnectyCube:ApiUrl"] = (setup.IsRestProxied ? proxy.Through(server.HttpUri) : server.HttpUri).ToString(),
            ["ConnectyCube:ChatUrl"] = (setup.IsProxied ? proxy.Through(chat) : chat).ToString(),
            ["ConnectyCube:ChatHost"] = "localhost",
            ["ConnectyCube:AppId"] = "1",
            ["ConnectyCube:AuthKey"] = "sandbox",
            ["ConnectyCube:PinnedCertificateSha256"] = server.Certificate.GetCertHashString(HashAlgorithmName.SHA256),
        };
        foreach (var (key, value) in settings)
        {
            values[$"ConnectyCube:{key}"] = value;
        }

        var services = new ServiceCollection().AddLogging().AddSingleton(setup.Clock)
            .AddConnectyCube(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .BuildServiceProvider();
        return new SandboxedNetwork(server, proxy, services);
    }

    /// <summary>One of the sandbox's users, with everything an account can have.</summary>
    public static ConnectyCubeAccount Account(string login)
    {
        var user = SandboxServer.Users.Single(u => u.Login == login);
        return new ConnectyCubeAccount { UserId = user.Id.ToString(), Login = user.Login, Password = user.Password };
    }

    /// <summary>A connector that is idle; the network disposes it.</summary>
    public IChatConnector Create(ConnectyCubeAccount account)
    {
        var connector = Factory.Create(account);
        _connectors.Add(connector);
        return connector;
    }

    public async Task<IChatConnector> ConnectAsync(ConnectyCubeAccount account)
    {
        var connector = Create(account);
        await connector.ConnectAsync(TestTimeout.Token);
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

    /// <summary>Removes an occupant from a dialog, as one who may.</summary>
    public async Task RemoveAsync(string admin, string dialogId, int occupant)
    {
        await using var rest = Rest.For(Account(admin));
        var session = await rest.GetAsync(TestTimeout.Token);
        using var http = new HttpClient { BaseAddress = Server.HttpUri };
        http.DefaultRequestHeaders.Add("CB-Token", session.Token);
        using var answer = await http.PutAsync(
            $"chat/Dialog/{dialogId}",
            JsonContent.Create(new { pull_all = new { occupants_ids = new[] { occupant } } }),
            TestTimeout.Token);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connector in _connectors)
        {
            await connector.DisposeAsync();
        }

        await _services.DisposeAsync();
        await Proxy.DisposeAsync();
        await Server.DisposeAsync();
    }
}

internal static class ConnectorExtensions
{
    private static int _commands;

    public static SendMessage Message(this IChatConnector connector, string dialog, string text) => new()
    {
        CommandId = NextCommandId(),
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Account = connector.Account,
        Dialog = new DialogRef(dialog),
        Text = text,
    };

    /// <summary>A fresh id for a command, and when it was made.</summary>
    public static string NextCommandId() => $"test-{Interlocked.Increment(ref _commands)}";

    /// <summary>An ability that the connector must have.</summary>
    public static T Can<T>(this IChatConnector connector)
        where T : class => connector.Find<T>() ?? throw new InvalidOperationException($"The connector lacks {typeof(T)}.");

    public static Task CarryOutAsync<TCommand>(this IChatConnector connector, TCommand command)
        where TCommand : class, IAccountCommand =>
        connector.Can<ICarriesOut<TCommand>>().SendAsync(command, TestTimeout.Token);

    public static Task<TAnswer> AskAsync<TRequest, TAnswer>(this IChatConnector connector, TRequest request)
        where TRequest : class, IAccountRequest<TAnswer>
        where TAnswer : class =>
        connector.Can<IAnswers<TRequest, TAnswer>>().AnswerAsync(request, TestTimeout.Token);

    /// <summary>Reads changes of the status until this one.</summary>
    public static async Task<ConnectionStateChanged> NextStatusAsync(this IChatConnector connector, ConnectionState state)
    {
        while (true)
        {
            var change = await connector.StatusChanges.ReadAsync(TestTimeout.Token);
            if (change.State == state)
            {
                return change;
            }
        }
    }

    public static Task SendAsync(this IChatConnector connector, string dialog, string text) =>
        connector.SendAsync(connector.Message(dialog, text), TestTimeout.Token);

    /// <summary>The next event, acknowledged.</summary>
    public static async Task<T> NextAsync<T>(this IChatConnector connector)
        where T : IAccountEvent
    {
        var received = await connector.Events.ReadAsync(TestTimeout.Token);
        received.Acknowledge();
        return Assert.IsType<T>(received.Event);
    }
}
