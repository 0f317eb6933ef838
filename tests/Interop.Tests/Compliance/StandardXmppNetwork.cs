using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Interop.Tests.Servers;
using BotPlatform.StandardXmpp;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Network;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.Interop.Tests.Compliance;

/// <summary>StandardXmpp on a real server. Each user has a way to the server of their own, so that it can be broken.</summary>
internal sealed class StandardXmppNetwork(IChatServer server) : IComplianceNetwork
{
    private readonly TempDirectory _directory = new();
    private readonly List<IAsyncDisposable> _toDispose = [];
    private readonly Dictionary<AccountRef, FaultProxy> _proxies = [];

    public DialogRef Nowhere { get; } = new($"nobody@{ChatServers.Host}");

    public IChatConnector NewUser() => Create(server.Options(server.NewUser()), password: null);

    public IChatConnector Again(IChatConnector connector) => Create(server.Options(NameOf(connector)), password: null);

    public IChatConnector WithWrongPassword() => Create(server.Options(server.NewUser()), "wrong");

    public UserRef UserOf(IChatConnector connector) => new(connector.Account.Id);

    public DialogRef DialogWith(UserRef user) => new(user.Id);

    public async Task<DialogRef> NewGroupAsync(params IReadOnlyList<IChatConnector> members)
    {
        var dialog = new DialogRef($"room-{Guid.NewGuid():N}@{ChatServers.Rooms}");
        foreach (var member in members)
        {
            var joiner = member.Find<IAnswers<JoinDialog, Done>>()!;
            await joiner.AnswerAsync(new JoinDialog { Account = member.Account, Dialog = dialog }, TestTimeout.Token);
        }

        return dialog;
    }

    public void Cut(IChatConnector connector) => _proxies[connector.Account].Cut();

    // The connector has no command for it, so another device of the user says it.
    public async Task ReactAsync(
        IChatConnector connector, DialogRef dialog, string messageId, IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        await using var device = await XmppClient.ConnectAsync(server.Options(NameOf(connector)), cancellationToken: TestTimeout.Token);
        var message = new Message { To = Jid.Parse(dialog.Id), Type = MessageType.Chat, Id = Guid.NewGuid().ToString("N") };
        await device.SendAsync(
            message.With(new Reactions(messageId, now)).WithHint(ProcessingHint.Store), TestTimeout.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in Enumerable.Reverse(_toDispose))
        {
            await disposable.DisposeAsync();
        }

        _directory.Dispose();
    }

    private static string NameOf(IChatConnector connector) => Jid.Parse(connector.Account.Id).Local;

    private IChatConnector Create(XmppClientOptions options, string? password)
    {
        var proxy = new FaultProxy(options.Server.Port);
        var credentials = options.Credentials(TestTimeout.Token).AsTask().Result;
        var settings = new Dictionary<string, string?>
        {
            ["StandardXmpp:Server"] = proxy.Through(options.Server).ToString(),
            ["StandardXmpp:Host"] = options.Host,
            ["StandardXmpp:TrustedRootsFile"] = WriteRoots(options),
            ["StandardXmpp:Reconnect:FirstDelay"] = "00:00:00.05",
            ["StandardXmpp:Accounts:0:Username"] = credentials.Username,
            ["StandardXmpp:Accounts:0:Password"] = password ?? credentials.Password,
        };
        var services = new ServiceCollection()
            .AddLogging()
            .AddStandardXmpp(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        var factory = services.GetRequiredService<IChatConnectorFactory>();
        var connector = factory.Create(factory.Accounts[0]);
        _toDispose.AddRange([proxy, services, connector]);
        _proxies[connector.Account] = proxy;
        return connector;
    }

    private string WriteRoots(XmppClientOptions options)
    {
        var file = _directory.File("roots.pem");
        File.WriteAllText(file, options.TrustedRoots!.ExportCertificatePems());
        return file;
    }
}
