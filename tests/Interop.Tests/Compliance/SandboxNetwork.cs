using System.Net.Http.Json;
using System.Security.Cryptography;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using DialogType = BotPlatform.ConnectyCube.Rest.Dialogs.DialogType;

namespace BotPlatform.Interop.Tests.Compliance;

/// <summary>The ConnectyCube connector on a sandbox of its own. Each user has a way to the chat of their own, so that it can be broken.</summary>
internal sealed class SandboxNetwork : IComplianceNetwork
{
    private readonly SandboxServer _server;
    private readonly ServiceProvider _services;
    private readonly List<IAsyncDisposable> _toDispose = [];
    private readonly Dictionary<AccountRef, FaultProxy> _proxies = [];
    private readonly Queue<SandboxUser> _users = new(SandboxServer.Users);

    private SandboxNetwork(SandboxServer server)
    {
        _server = server;
        _services = Services(server, server.XmppUri);
    }

    public DialogRef Nowhere { get; } = new("5f00000000000000000fffff");

    public static async Task<SandboxNetwork> StartAsync() =>
        new(await SandboxServer.StartAsync(new SandboxOptions { HttpPort = 0, XmppPort = 0 }, null, TestTimeout.Token));

    public IChatConnector NewUser() => Create(ToAccount(_users.Dequeue()));

    public IChatConnector Again(IChatConnector connector) => Create(ToAccount(Find(connector)));

    public IChatConnector WithWrongPassword()
    {
        var account = ToAccount(_users.Dequeue());
        account.Password = "wrong";
        return Create(account);
    }

    public UserRef UserOf(IChatConnector connector) => new(connector.Account.Id);

    public DialogRef DialogWith(UserRef user) => new(user.Id);

    public async Task<DialogRef> NewGroupAsync(params IReadOnlyList<IChatConnector> members)
    {
        await using var rest = _services.GetRequiredService<ConnectyCubeRest>().For(ToAccount(Find(members[0])));
        var created = await rest.Dialogs.CreateAsync(
            new NewDialog { Type = DialogType.Group, Name = "Team", OccupantIds = [.. SandboxServer.Users.Select(u => (long)u.Id)] },
            TestTimeout.Token);
        var dialog = new DialogRef(created.Id);
        foreach (var member in members)
        {
            await member.Find<IAnswers<JoinDialog, Done>>()!.AnswerAsync(
                new JoinDialog { Account = member.Account, Dialog = dialog }, TestTimeout.Token);
        }

        return dialog;
    }

    public void Cut(IChatConnector connector) => _proxies[connector.Account].Cut();

    // Reacting is REST, section 6.8.
    public async Task ReactAsync(
        IChatConnector connector, DialogRef dialog, string messageId, IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        var user = Find(connector);
        var session = await _services.GetRequiredService<ConnectyCubeRest>().Sessions.CreateAsync(
            user.Login, user.Password, TestTimeout.Token);
        using var http = new HttpClient { BaseAddress = _server.HttpUri };
        http.DefaultRequestHeaders.Add("CB-Token", session.Token);
        var answer = await http.PutAsJsonAsync(
            $"chat/Message/{messageId}/reactions",
            new { add = now.Except(before).ToArray(), remove = before.Except(now).ToArray() },
            TestTimeout.Token);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in Enumerable.Reverse(_toDispose))
        {
            await disposable.DisposeAsync();
        }

        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static SandboxUser Find(IChatConnector connector) =>
        SandboxServer.Users.Single(u => $"{u.Id}" == connector.Account.Id);

    private static ConnectyCubeAccount ToAccount(SandboxUser user) =>
        new() { UserId = $"{user.Id}", Login = user.Login, Password = user.Password };

    private static ServiceProvider Services(SandboxServer server, Uri chat)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectyCube:ApiUrl"] = server.HttpUri.ToString(),
            ["ConnectyCube:ChatUrl"] = chat.ToString(),
            ["ConnectyCube:ChatHost"] = "localhost",
            ["ConnectyCube:AppId"] = "1",
            ["ConnectyCube:AuthKey"] = "sandbox",
            ["ConnectyCube:PinnedCertificateSha256"] = server.Certificate.GetCertHashString(HashAlgorithmName.SHA256),
            ["ConnectyCube:Reconnect:FirstDelay"] = "00:00:00.05",
        };
        return new ServiceCollection()
            .AddLogging()
            .AddConnectyCube(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    private IChatConnector Create(ConnectyCubeAccount account)
    {
        var proxy = new FaultProxy(_server.XmppUri.Port);
        var services = Services(_server, proxy.Through(_server.XmppUri));
        var connector = services.GetRequiredService<ConnectyCubeConnectorFactory>().Create(account);
        _toDispose.AddRange([proxy, services, connector]);
        _proxies[connector.Account] = proxy;
        return connector;
    }
}
