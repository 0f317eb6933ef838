using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>Sections 6.5 and 6.9 between a connector and the sandbox.</summary>
public sealed class SearchAndDeletionTests : IAsyncLifetime
{
    private const string Nowhere = "5f00000000000000000000ff";

    private RestScene _scene = null!;

    public async Task InitializeAsync() => _scene = await RestScene.StartAsync();

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Fact]
    public async Task M59_a_text_is_found_in_the_accounts_own_dialogs_alone()
    {
        var (one, two) = (await _scene.Network.CreateGroupAsync("alice", 100), await _scene.Network.CreateGroupAsync("alice", 100));
        var foreign = await _scene.Network.CreateGroupAsync("alice", 102);
        var first = await _scene.WriteAsync(one, "more Pizza, please");
        var second = await _scene.WriteAsync(two, "Pizza again");
        await _scene.WriteAsync(foreign, "Pizza elsewhere");
        var now = TimeProvider.System.GetUtcNow();

        var found = await SearchAsync(new() { Account = _scene.Bot.Account, Text = "Pizza" });
        var inOne = await SearchAsync(new() { Account = _scene.Bot.Account, Text = "Pizza", Dialogs = [new DialogRef(one)], Limit = 1 });
        var earlier = await SearchAsync(
            new() { Account = _scene.Bot.Account, Text = "Pizza", Since = now.AddDays(-2), Until = now.AddDays(-1) });

        Assert.Equal([first, second], found.Messages.Select(m => m.MessageId).Order());
        Assert.Equal(new[] { one, two }.Order(), found.Dialogs.Select(d => d.Id).Order());
        Assert.Equal([new UserRef("101")], found.Users);
        Assert.Equal(first, Assert.Single(inOne.Messages).MessageId);
        Assert.Empty(earlier.Messages);
    }

    [Fact]
    public async Task M59_what_cannot_be_searched_for_is_refused()
    {
        var now = TimeProvider.System.GetUtcNow();
        var dialogs = Enumerable.Repeat(0, 11).Select((_, i) => new DialogRef($"5f000000000000000000{i:x4}")).ToList();

        Assert.Equal("bad-request", await RefusedAsync(new() { Account = _scene.Bot.Account, Text = "abc" }));
        Assert.Equal("bad-request", await RefusedAsync(new() { Account = _scene.Bot.Account, Text = "abcd", Since = now }));
        Assert.Equal("bad-request", await RefusedAsync(new() { Account = _scene.Bot.Account, Text = "abcd", Dialogs = dialogs }));
        Assert.Equal(
            "item-not-found", await RefusedAsync(new() { Account = _scene.Bot.Account, Text = "abcd", Dialogs = [new DialogRef("x")] }));
    }

    [Fact]
    public async Task M56_what_is_deleted_for_the_account_alone_stays_for_others()
    {
        var group = await _scene.Network.CreateGroupAsync("alice", 100);
        var id = await _scene.WriteAsync(group, "one");

        var report = await DeleteAsync(forEverybody: false, id, Nowhere, "../../Dialog/" + group);

        Assert.Equal([id], report.Deleted);
        Assert.Equal([Nowhere, "../../Dialog/" + group], report.NotFound);
        Assert.Empty(report.NotPermitted);
        Assert.Equal(0, (await _scene.AskAsync<CountHistory, HistoryCount>(
            new CountHistory { Account = _scene.Bot.Account, Dialog = new DialogRef(group) })).Count);
        Assert.Equal(1, await _scene.Alice.Messages.CountAsync(MessageQuery.Of(group), TestTimeout.Token));
    }

    [Fact]
    public async Task M56_only_what_the_account_may_delete_goes_for_everybody()
    {
        var (owned, joined) = (await _scene.Network.CreateGroupAsync("bot", 101), await _scene.Network.CreateGroupAsync("alice", 100));
        var (may, mayNot) = (await _scene.WriteAsync(owned, "one"), await _scene.WriteAsync(joined, "two"));

        var report = await DeleteAsync(forEverybody: true, may, mayNot, Nowhere);
        var single = await DeleteAsync(forEverybody: true, mayNot);
        var nonsense = await DeleteAsync(forEverybody: true, "nonsense");

        Assert.Equal([may], report.Deleted);
        Assert.Equal([Nowhere], report.NotFound);
        Assert.Equal([mayNot], report.NotPermitted);
        Assert.Equal([mayNot], single.NotPermitted);
        Assert.Equal(["nonsense"], nonsense.NotFound);
        Assert.Equal(0, await _scene.Alice.Messages.CountAsync(MessageQuery.Of(owned), TestTimeout.Token));
        Assert.Equal(1, await _scene.Alice.Messages.CountAsync(MessageQuery.Of(joined), TestTimeout.Token));
    }

    [Fact]
    public async Task M56_to_delete_nothing_is_a_mistake() => Assert.Equal(
        "bad-request",
        await _scene.ReasonAsync<DeletePastMessages, MessageDeletion>(
            new DeletePastMessages { Account = _scene.Bot.Account, MessageIds = [] }));

    private Task<HistoryFindings> SearchAsync(SearchHistory request) => _scene.AskAsync<SearchHistory, HistoryFindings>(request);

    private Task<string> RefusedAsync(SearchHistory request) => _scene.ReasonAsync<SearchHistory, HistoryFindings>(request);

    private Task<MessageDeletion> DeleteAsync(bool forEverybody, params string[] ids) =>
        _scene.AskAsync<DeletePastMessages, MessageDeletion>(
            new DeletePastMessages { Account = _scene.Bot.Account, MessageIds = ids, ForEverybody = forEverybody });
}
