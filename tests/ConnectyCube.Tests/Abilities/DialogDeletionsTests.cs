using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>A connector's account deletes dialogs and histories at the sandbox (section 5.3).</summary>
public sealed class DialogDeletionsTests : IAsyncLifetime
{
    private const string Unknown = "5f00000000000000000000ff";

    private SandboxedNetwork _network = null!;
    private IChatConnector _bot = null!;
    private IChatConnector _alice = null!;

    public async Task InitializeAsync()
    {
        _network = await SandboxedNetwork.StartAsync();
        _bot = _network.Create(SandboxedNetwork.Account("bot"));
        _alice = _network.Create(SandboxedNetwork.Account("alice"));
    }

    public async Task DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task A_dialog_is_deleted_for_the_account_alone()
    {
        var group = await _alice.GroupAsync("100", "102");

        var report = await _bot.DeleteAsync(false, group);

        Assert.Equal([group], Ids(report.Deleted));
        Assert.Equal(["101", "102"], (await _alice.GetAsync(group)).Members.Ids());
    }

    [Fact]
    public async Task A_dialog_is_deleted_for_everybody_by_its_owner_only()
    {
        var group = await _alice.GroupAsync("100");

        var notMine = await _bot.DeleteAsync(true, group);
        var mine = await _alice.DeleteAsync(true, group);
        var gone = await _alice.DeleteAsync(true, group);

        Assert.Equal([group], Ids(notMine.Forbidden));
        Assert.Equal([group], Ids(mine.Deleted));
        Assert.Equal([group], Ids(gone.NotFound));
        Assert.Equal(0, await _bot.CountAsync(new() { Types = [DialogType.Group] }));
    }

    [Fact]
    public async Task The_dialog_with_a_user_is_hidden_until_something_is_written()
    {
        var (alice, bot) = (await _network.ConnectAsync("alice"), await _network.ConnectAsync("bot"));
        await alice.SendAsync("100", "old");
        await bot.NextAsync<MessageReceived>();

        var report = await bot.DeleteAsync(false, "101");
        var hidden = await bot.CountAsync(new() { Types = [DialogType.Direct] });
        await alice.SendAsync("100", "new");
        await bot.NextAsync<MessageReceived>();

        Assert.Equal(["101"], Ids(report.Deleted));
        Assert.Equal(0, hidden);
        Assert.Equal(("new", 1), ((await bot.GetAsync("101")).LastMessage!.Text, await bot.CountAsync(new() { Types = [DialogType.Direct] })));
    }

    [Fact]
    public async Task Of_several_each_is_named_as_it_was_asked_for()
    {
        var (mine, also) = (await _bot.GroupAsync("101"), await _bot.GroupAsync());
        var others = await _alice.GroupAsync("100");

        var report = await _bot.DeleteAsync(
            true, mine.ToUpperInvariant(), also, others, Unknown, "999", "no dialog", "102", also);

        Assert.Equal([mine.ToUpperInvariant(), also, "102"], Ids(report.Deleted));
        Assert.Equal(["999", "no dialog", Unknown], Ids(report.NotFound));
        Assert.Equal([others], Ids(report.Forbidden));
        Assert.Equal([others], await _bot.IdsAsync(new() { Types = [DialogType.Group, DialogType.Direct] }));
    }

    [Fact]
    public async Task To_delete_nothing_is_refused() =>
        Assert.Equal("bad-request", await DialogRequests.ReasonAsync(() => _bot.DeleteAsync(false)));

    [Fact]
    public async Task A_history_is_emptied_for_the_account_and_by_the_owner_for_everybody()
    {
        var group = await _alice.GroupAsync("100");
        var alice = await _network.ConnectAsync("alice");
        await alice.SendAsync(group, "hello");
        async Task<(string? Bots, string? Alices)> LastAsync() =>
            ((await _bot.GetAsync(group)).LastMessage?.Text, (await _alice.GetAsync(group)).LastMessage?.Text);

        await _bot.ClearHistoryAsync(group, isForEverybody: false);
        var forOne = await LastAsync();
        var reason = await DialogRequests.ReasonAsync(() => _bot.ClearHistoryAsync(group, isForEverybody: true));
        var refused = await LastAsync();
        await _alice.ClearHistoryAsync(group, isForEverybody: true);

        Assert.Equal(((null, "hello"), "forbidden", (null, "hello")), (forOne, reason, refused));
        Assert.Equal((null, null), await LastAsync());
    }

    [Fact]
    public async Task A_history_of_others_is_not_touched()
    {
        var group = await _alice.GroupAsync("102");

        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _bot.ClearHistoryAsync(group, isForEverybody: false)));
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _bot.ClearHistoryAsync(Unknown, isForEverybody: false)));
    }

    private static IEnumerable<string> Ids(IEnumerable<DialogRef> dialogs) => dialogs.Select(dialog => dialog.Id);
}
