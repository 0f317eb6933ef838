using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Chat;

namespace BotPlatform.Interop.Tests.Compliance;

/// <summary>The network in memory.</summary>
internal sealed class InMemoryComplianceNetwork : IComplianceNetwork
{
    private readonly InMemoryNetwork _network = new();
    private readonly List<InMemoryConnector> _connectors = [];
    private int _users;

    public DialogRef Nowhere { get; } = new("nobody");

    public IChatConnector NewUser() => Create($"user{++_users}");

    public IChatConnector Again(IChatConnector connector) => Create(connector.Account.Id);

    public IChatConnector WithWrongPassword()
    {
        _network.Refuse("intruder");
        return Create("intruder");
    }

    public UserRef UserOf(IChatConnector connector) => new(connector.Account.Id);

    public DialogRef DialogWith(UserRef user) => new(user.Id);

    public async Task<DialogRef> NewGroupAsync(params IReadOnlyList<IChatConnector> members)
    {
        var dialog = _network.NewGroup();
        foreach (var member in members)
        {
            await member.Find<IAnswers<JoinDialog, Done>>()!.AnswerAsync(
                new JoinDialog { Account = member.Account, Dialog = dialog }, TestTimeout.Token);
        }

        return dialog;
    }

    public void Cut(IChatConnector connector) => ((InMemoryConnector)connector).Cut();

    public Task ReactAsync(
        IChatConnector connector, DialogRef dialog, string messageId, IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        _network.React(connector.Account.Id, dialog, messageId, [.. now.Except(before)], [.. before.Except(now)]);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connector in _connectors)
        {
            await connector.DisposeAsync();
        }
    }

    private InMemoryConnector Create(string user)
    {
        var connector = _network.Create(new AccountRef(InMemoryNetwork.Name, user));
        _connectors.Add(connector);
        return connector;
    }
}
