using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>A connector's account deletes dialogs and histories at the sandbox (section 5.3).</summary>
public sealed class DialogDeletionsTests : IAsyncLifetime
{
    private const string Unknown = "5f00000000000000000000ff";

    private TwoAccounts _two = null!;

    public async Task InitializeAsync() => _two = await TwoAccounts.StartAsync();

    public async Task DisposeAsync() => await _two.DisposeAsync();

    [Fact]
    public async Task A_dialog_is_deleted_for_the_account_alone()
    {
        var group = await _two.Alice.GroupAsync("100", "102");

        var report = await _two.Bot.DeleteAsync(false, group);

        Assert.Equal([group], Ids(report.Deleted));
        Assert.Equal(["101", "102"], (await _two.Alice.GetAsync(group)).Members.Ids());
    }

    [Fact]
    public async Task A_dialog_is_deleted_for_everybody_by_its_owner_only()
    {
        var group = await _two.Alice.GroupAsync("100");

        var notMine = await _two.Bot.DeleteAsync(true, group);
        var mine = await _two.Alice.DeleteAsync(true, group);
        var gone = await _two.Alice.DeleteAsync(true, group);

        Assert.Equal([group], Ids(notMine.Forbidden));
        Assert.Equal([group], Ids(mine.Deleted));
        Assert.Equal([group], Ids(gone.NotFound));
        Assert.Equal(0, await _two.Bot.CountAsync(new() { Types = [DialogType.Group] }));
    }

    [Fact]
    public async Task The_dialog_with_a_user_is_hidden_until_something_is_written()
    {
        var (alice, bot) = (await _two.Network.ConnectAsync("alice"), await _two.Network.ConnectAsync("bot"));
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
        var (mine, also) = (await _two.Bot.GroupAsync("101"), await _two.Bot.GroupAsync());
        var others = await _two.Alice.GroupAsync("100");

        var report = await _two.Bot.DeleteAsync(
            true, mine.ToUpperInvariant(), also, others, Unknown, "999", "no dialog", "102", also);

        Assert.Equal([mine.ToUpperInvariant(), also, "102"], Ids(report.Deleted));
        Assert.Equal(["999", "no dialog", Unknown], Ids(report.NotFound));
        Assert.Equal([others], Ids(report.Forbidden));
        Assert.Equal([others], await _two.Bot.IdsAsync(new() { Types = [DialogType.Group, DialogType.Direct] }));
    }

    [Fact]
    public async Task To_delete_nothing_is_refused() =>
        Assert.Equal("bad-request", await DialogRequests.ReasonAsync(() => _two.Bot.DeleteAsync(false)));

    [Fact]
    public async Task A_history_is_emptied_for_the_account_and_by_the_owner_for_everybody()
    {
        var group = await _two.Alice.GroupAsync("100");
        var alice = await _two.Network.ConnectAsync("alice");
        await alice.SendAsync(group, "hello");
        async Task<(string? Bots, string? Alices)> LastAsync() =>
            ((await _two.Bot.GetAsync(group)).LastMessage?.Text, (await _two.Alice.GetAsync(group)).LastMessage?.Text);

        await _two.Bot.ClearHistoryAsync(group, isForEverybody: false);
        var forOne = await LastAsync();
        var reason = await DialogRequests.ReasonAsync(() => _two.Bot.ClearHistoryAsync(group, isForEverybody: true));
        var refused = await LastAsync();
        await _two.Alice.ClearHistoryAsync(group, isForEverybody: true);

        Assert.Equal(((null, "hello"), "forbidden", (null, "hello")), (forOne, reason, refused));
        Assert.Equal((null, null), await LastAsync());
    }

    [Fact]
    public async Task A_history_of_others_is_not_touched()
    {
        var group = await _two.Alice.GroupAsync("102");

        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _two.Bot.ClearHistoryAsync(group, isForEverybody: false)));
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _two.Bot.ClearHistoryAsync(Unknown, isForEverybody: false)));
    }

    private static IEnumerable<string> Ids(IEnumerable<DialogRef> dialogs) => dialogs.Select(dialog => dialog.Id);
}
