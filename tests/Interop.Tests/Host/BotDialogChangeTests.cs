using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M18 to M23 and M30 to M32: a bot in the complete host and the vendor's client change dialogs.</summary>
public sealed class BotDialogChangeTests
{
    [Fact]
    public async Task M14_M18_M19_the_vendors_client_sees_what_the_bot_changes_and_the_other_way_round()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = new DialogRef(await alice.CreateGroupAsync(100));

        await scene.DialogsAsync((dialogs, token) => dialogs.ChangeAsync(group, new DialogDetails
        {
            Name = "New 🍲",
            Description = "d",
            Photo = "p",
            CustomFields = new Dictionary<string, string> { ["location"] = "bar" },
            Data = """{"class_name":"c","level":{"n":1}}""",
        }, token));
        var seen = await alice.DialogAsync(group.Id);
        await UpdateAsync(alice, group, """{"name":"Newer","photo":null,"extensions":null,"data":{"class_name":"d"}}""");
        var info = await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(group, token));

        Assert.Equal(("New 🍲", "p", "d"), ((string)seen["name"]!, (string)seen["photo"]!, (string)seen["description"]!));
        Assert.Equal("""{"class_name":"c","level":{"n":1}}""", seen["data"]!.ToJsonString());
        Assert.Equal("bar", (string)seen["extensions"]!["location"]!);
        Assert.Equal(("Newer", null, "d", """{"class_name":"d"}"""), (info!.Name, info.Photo, info.Description, info.Data));
        Assert.Empty(info.CustomFields);
    }

    [Fact]
    public async Task M18_what_the_bot_may_not_change_or_cannot_say_is_refused()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var open = new DialogRef(await alice.MakeAsync(4, "Square"));
        var group = new DialogRef(await alice.CreateGroupAsync(100));
        await scene.DialogsAsync((dialogs, token) => dialogs.SubscribeAsync(open, token));

        Task<string> ReasonAsync(DialogRef dialog, DialogDetails changes) =>
            scene.ReasonAsync((dialogs, token) => dialogs.ChangeAsync(dialog, changes, token));

        Assert.Equal("forbidden", await ReasonAsync(open, new() { Name = "Mine" }));
        Assert.Equal("bad-request", await ReasonAsync(group, new()));
        Assert.Equal("bad-request", await ReasonAsync(group, new() { Data = "no JSON" }));
        Assert.Equal("item-not-found", await ReasonAsync(new("5f00000000000000000000ff"), new() { Name = "Mine" }));
        Assert.Equal("Square", (string)(await alice.DialogAsync(open.Id))["name"]!);
        Assert.Equal("Group", (string)(await alice.DialogAsync(group.Id))["name"]!);
    }

    [Fact]
    public async Task M20_M21_the_bot_adds_and_removes_members_whom_the_vendors_client_sees_come_and_go()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await scene.BotsGroupAsync(101);

        await scene.DialogsAsync((dialogs, token) => dialogs.AddMembersAsync(group, BotDialogSteps.Users(102, 103), token));
        var added = await alice.DialogAsync(group.Id);
        var removed = await scene.DialogsAsync((dialogs, token) => dialogs.RemoveMembersAsync(group, BotDialogSteps.Users(102), token));
        await UpdateAsync(alice, group, """{"push_all":{"occupants_ids":[104]}}""");
        var after = await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(group, token));

        Assert.Equal("[100,101,102,103]", added["occupants_ids"]!.ToJsonString());
        Assert.Equal(("[100,101,103]", "[100,101,103,104]"), (removed.Members.Ids(), after!.Members.Ids()));
    }

    [Fact]
    public async Task M21_the_bot_leaves_the_group_of_the_vendors_client()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = new DialogRef(await alice.CreateGroupAsync(100, 102));

        var notMine = await scene.ReasonAsync((dialogs, token) => dialogs.RemoveMembersAsync(group, BotDialogSteps.Users(102), token));
        await scene.DialogsAsync((dialogs, token) => dialogs.LeaveAsync(group, token));

        Assert.Equal("forbidden", notMine);
        Assert.Equal("[101,102]", (await alice.DialogAsync(group.Id))["occupants_ids"]!.ToJsonString());
        Assert.Null(await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(group, token)));
    }

    [Fact]
    public async Task M22_what_the_bot_pins_the_vendors_client_sees_and_unpins()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var group = await scene.BotsGroupAsync(101);
        await scene.DialogsAsync((dialogs, token) => dialogs.AddAdminsAsync(group, BotDialogSteps.Users(101), token));
        await alice.SayAsync(group.Id, "one");
        await alice.SayAsync(group.Id, "two");
        var (one, two) = (await scene.HeardAsync<MessageReceived>(), await scene.HeardAsync<MessageReceived>());

        await scene.DialogsAsync((dialogs, token) => dialogs.PinAsync(group, one.MessageId, token));
        await scene.DialogsAsync((dialogs, token) => dialogs.PinAsync(group, two.MessageId, token));
        var seen = await alice.DialogAsync(group.Id);
        await UpdateAsync(alice, group, $$$"""{"pull_all":{"pinned_messages_ids":["{{{one.MessageId}}}"]}}""");
        var read = await scene.DialogsAsync((dialogs, token) => dialogs.GetAsync(group, token));
        var unpinned = await scene.DialogsAsync((dialogs, token) => dialogs.UnpinAsync(group, two.MessageId, token));

        Assert.Equal($"""["{one.MessageId}","{two.MessageId}"]""", seen["pinned_messages_ids"]!.ToJsonString());
        Assert.Equal([two.MessageId], read!.PinnedMessages);
        Assert.Empty(unpinned.PinnedMessages);
    }

    [Fact]
    public async Task M23_M30_the_bot_makes_admins_whom_the_vendors_client_sees_and_is_made_one()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var (mine, theirs) = (await scene.BotsGroupAsync(101), new DialogRef(await alice.CreateGroupAsync(100, 102)));

        await scene.DialogsAsync((dialogs, token) => dialogs.ChangeMembersAsync(
            mine, new MemberChanges { Add = BotDialogSteps.Users(102), AddAdmins = BotDialogSteps.Users(101, 102) }, token));
        var named = await alice.DialogAsync(mine.Id);
        var removed = await scene.DialogsAsync((dialogs, token) => dialogs.RemoveAdminsAsync(mine, BotDialogSteps.Users(102), token));
        var refused = await scene.ReasonAsync((dialogs, token) => dialogs.AddAdminsAsync(theirs, BotDialogSteps.Users(102), token));
        await alice.CallAsync("chat.dialog.addAdmins", theirs.Id, new JsonArray(100));
        var became = await scene.DialogsAsync((dialogs, token) => dialogs.RemoveMembersAsync(theirs, BotDialogSteps.Users(102), token));

        Assert.Equal("[101,102]", named["admins_ids"]!.ToJsonString());
        Assert.Equal(("[101]", "forbidden"), (removed.Admins.Ids(), refused));
        Assert.Equal(("[100]", "[100,101]"), (became.Admins.Ids(), became.Members.Ids()));
    }

    [Fact]
    public async Task M30_a_sixth_admin_is_refused_and_the_five_stay()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var ids = new List<int> { 101, 102, 103, 104 };
        foreach (var login in new[] { "erin", "frank" })
        {
            var user = await alice.CallAsync("users.signup", new JsonObject { ["login"] = login, ["password"] = "password-1" });
            ids.Add((int)user!["user"]!["id"]!);
        }

        var group = await scene.BotsGroupAsync([.. ids]);
        await scene.DialogsAsync((dialogs, token) => dialogs.AddAdminsAsync(group, BotDialogSteps.Users([.. ids[..5]]), token));

        var sixth = await scene.ReasonAsync((dialogs, token) => dialogs.AddAdminsAsync(group, BotDialogSteps.Users(ids[5]), token));

        Assert.Equal("bad-request", sixth);
        Assert.Equal(5, (await alice.DialogAsync(group.Id))["admins_ids"]!.AsArray().Count);
    }

    [Fact]
    public async Task M31_M32_what_the_bot_switches_the_vendors_client_of_the_same_user_reads_and_switches_back()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        await using var bot = await scene.SignInAsync(VendorUser.Bot);
        var group = new DialogRef(await alice.CreateGroupAsync(100));
        Task<bool> HasAsync() => scene.DialogsAsync((dialogs, token) => dialogs.HasNotificationsAsync(group, token));

        var before = await HasAsync();
        await scene.DialogsAsync((dialogs, token) => dialogs.SetNotificationsAsync(group, areEnabled: false, token));
        var off = (await HasAsync(), await EnabledAsync(bot, group), await EnabledAsync(alice, group));
        await bot.CallAsync("chat.dialog.updateNotificationsSettings", group.Id, true);

        Assert.True(before);
        Assert.Equal((false, 0, 1), off);
        Assert.True(await HasAsync());
    }

    [Fact]
    public async Task M31_a_bot_that_nobody_looks_at_is_alerted_only_of_dialogs_that_it_has_not_muted()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var (muted, loud) = (new DialogRef(await alice.CreateGroupAsync(100)), await alice.CreateGroupAsync(100));
        await scene.BotAsync(async (bot, token) =>
        {
            await bot.Dialogs.SetNotificationsAsync(muted, areEnabled: false, token);
            await bot.SetActiveAsync(false, token);
        });

        await alice.SayAsync(muted.Id, "unheard");
        await alice.SayAsync(loud, "heard");
        await scene.HeardAsync<MessageReceived>();
        await scene.HeardAsync<MessageReceived>();

        Assert.Equal(["Alice: heard"], (await scene.AlertsAsync(100)).Select(alert => (string)alert!["text"]!));
    }

    private static async Task<int> EnabledAsync(VendorClient client, DialogRef dialog) =>
        (int)(await client.CallAsync("chat.dialog.getNotificationsSettings", dialog.Id))!["notifications"]!["enabled"]!;

    private static Task<JsonNode?> UpdateAsync(VendorClient client, DialogRef dialog, string json) =>
        client.CallAsync("chat.dialog.update", dialog.Id, JsonNode.Parse(json));
}
