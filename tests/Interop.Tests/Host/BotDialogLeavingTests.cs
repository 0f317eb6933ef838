using System.Text.Json.Nodes;
using BotPlatform.Contracts.Chat;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M24 to M29: a bot in the complete host deletes, clears, enters and leaves dialogs of the vendor's client.</summary>
public sealed class BotDialogLeavingTests
{
    private const string Unknown = "5f00000000000000000000ff";

    [Fact]
    public async Task M24_what_the_bot_deletes_for_itself_stays_for_the_vendors_client()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = new DialogRef(await alice.CreateGroupAsync(100, 102));
        await alice.SayAsync(100, "old");
        var direct = (await scene.HeardAsync<MessageReceived>()).Dialog;

        await scene.DialogsAsync((dialogs, token) => dialogs.DeleteAsync(group, isForEverybody: false, token));
        await scene.DialogsAsync((dialogs, token) => dialogs.DeleteAsync(new DialogRef("101"), isForEverybody: false, token));
        var hidden = await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(direct, token));
        var forAll = await scene.ReasonAsync((dialogs, token) => dialogs.DeleteAsync(direct, isForEverybody: true, token));
        await alice.SayAsync(100, "new");
        await scene.HeardAsync<MessageReceived>();
        var shown = await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(direct, token));

        Assert.Null(hidden);
        Assert.Equal(("forbidden", "new"), (forAll, shown!.LastMessage!.Text));
        Assert.Equal("[101,102]", (await alice.DialogAsync(group.Id))["occupants_ids"]!.ToJsonString());
        Assert.Equal(2, (await alice.HistoryAsync(direct.Id)).Count);
    }

    [Fact]
    public async Task M24_what_its_owner_deletes_for_everybody_is_gone_for_the_bot_and_the_vendors_client()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var (mine, theirs) = (await scene.BotsGroupAsync(101), new DialogRef(await alice.CreateGroupAsync(100)));

        await scene.DialogsAsync((dialogs, token) => dialogs.DeleteAsync(mine, isForEverybody: true, token));
        await alice.CallAsync("chat.dialog.delete", theirs.Id, new JsonObject { ["force"] = 1 });

        Assert.Equal(404, await alice.ErrorAsync("chat.dialog.update", mine.Id, new JsonObject { ["name"] = "Mine" }));
        Assert.Null(await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(theirs, token)));
    }

    [Fact]
    public async Task M25_of_several_dialogs_the_bot_is_told_what_became_of_each()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var (mine, theirs) = (await scene.BotsGroupAsync(101), new DialogRef(await alice.CreateGroupAsync(100)));

        var report = await scene.DialogsAsync((dialogs, token) => dialogs.DeleteAsync(
            [mine, theirs, new DialogRef(Unknown), new DialogRef("nonsense")], isForEverybody: true, token));

        Assert.Equal([mine], report.Deleted);
        Assert.Equal([theirs], report.Forbidden);
        Assert.Equal(new[] { "nonsense", Unknown }.Order(), report.NotFound.Select(dialog => dialog.Id).Order());
        Assert.Equal(theirs.Id, (string)(await alice.DialogAsync(theirs.Id))["_id"]!);
    }

    [Fact]
    public async Task M26_the_bot_empties_a_history_for_itself_and_its_own_for_everybody()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var (mine, theirs) = (await scene.BotsGroupAsync(101), new DialogRef(await alice.CreateGroupAsync(100)));
        await alice.WriteAsync(mine.Id, "old");
        await alice.WriteAsync(theirs.Id, "old");

        await scene.DialogsAsync((dialogs, token) => dialogs.ClearHistoryAsync(theirs, isForEverybody: false, token));
        var cleared = await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(theirs, token));
        var refused = await scene.ReasonAsync((dialogs, token) => dialogs.ClearHistoryAsync(theirs, isForEverybody: true, token));
        await scene.DialogsAsync((dialogs, token) => dialogs.ClearHistoryAsync(mine, isForEverybody: true, token));

        Assert.Null(cleared!.LastMessage);
        Assert.Equal((0, "forbidden"), (cleared.UnreadCount, refused));
        Assert.Equal("old", (string)Assert.Single(await alice.HistoryAsync(theirs.Id))!["message"]!);
        Assert.Empty(await alice.HistoryAsync(mine.Id));
    }

    [Fact]
    public async Task M27_M28_M29_the_bot_enters_the_vendors_public_dialog_sees_who_is_there_and_leaves()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await using var bob = await scene.SignInAsync(VendorUser.Bob);
        var (open, closed) = (new DialogRef(await alice.MakeAsync(4, "Market")), new DialogRef(await alice.MakeAsync(2, "Closed")));
        await bob.CallAsync("chat.dialog.subscribe", open.Id);

        var entered = await scene.DialogsAsync((dialogs, token) => dialogs.SubscribeAsync(open, token));
        var members = await scene.DialogsAsync(async (dialogs, token) => await dialogs.MembersAsync(open, token).ToListAsync(token));
        var occupants = await alice.CallAsync("chat.dialog.getPublicOccupants", open.Id);
        await alice.SayAsync(open.Id, "fish!");
        var heard = await scene.HeardAsync<MessageReceived>();
        await scene.DialogsAsync((dialogs, token) => dialogs.LeaveAsync(open, token));

        Assert.Equal(3, entered.MemberCount);
        Assert.Equal([("100", "Bot"), ("101", "Alice"), ("102", "Bob")], members.Select(member => (member.User.Id, member.Name)));
        Assert.Equal(3, occupants!["items"]!.AsArray().Count);
        Assert.Equal((open, "fish!"), (heard.Dialog, heard.Text));
        Assert.Equal(2, (int)(await alice.DialogAsync(open.Id))["occupants_count"]!);
        Assert.Equal("forbidden", await scene.ReasonAsync((dialogs, token) => dialogs.SubscribeAsync(closed, token)));
        Assert.Equal("forbidden", await scene.ReasonAsync(async (dialogs, token) => await dialogs.MembersAsync(open, token).ToListAsync(token)));
    }
}
