using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M18 to M23 and M30 to M32: the vendor's client changes dialogs.</summary>
public sealed class DialogChangeTests : IAsyncLifetime
{
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task M18_M19_name_photo_description_and_data_of_a_group_are_any_members_to_change()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var group = await alice.MakeAsync(2, "Old", occupants: [102]);
        var open = await alice.MakeAsync(4, "Open");
        await bob.CallAsync("chat.dialog.subscribe", open);

        var changed = await UpdateAsync(
            bob, group, """{"name":"New 🍲","photo":"p","description":"d","data":{"class_name":"c","level":{"n":1}}}""");

        Assert.Equal(("New 🍲", "p", "d"), ((string)changed["name"]!, (string)changed["photo"]!, (string)changed["description"]!));
        Assert.Equal("""{"class_name":"c","level":{"n":1}}""", (await alice.DialogAsync(group))["data"]!.ToJsonString());
        Assert.Equal(403, await bob.ErrorAsync("chat.dialog.update", open, JsonNode.Parse("""{"name":"Mine"}""")));
    }

    [Fact]
    public async Task M20_M21_members_add_others_leave_and_are_removed_by_owner_and_admins()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        await using var carol = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Carol);
        var group = await alice.MakeAsync(2, "Group", occupants: [102]);

        var added = await UpdateAsync(bob, group, """{"push_all":{"occupants_ids":[103,104,999]}}""");
        var refused = await carol.ErrorAsync("chat.dialog.update", group, JsonNode.Parse("""{"pull_all":{"occupants_ids":[104]}}"""));
        await UpdateAsync(carol, group, """{"pull_all":{"occupants_ids":[103]}}""");
        var removed = await UpdateAsync(alice, group, """{"pull_all":{"occupants_ids":[104]}}""");

        Assert.Equal("[101,102,103,104]", added["occupants_ids"]!.ToJsonString());
        Assert.Equal(403, refused);
        Assert.Equal("[101,102]", removed["occupants_ids"]!.ToJsonString());
        Assert.Equal(403, await carol.ErrorAsync("chat.message.list", new JsonObject { ["chat_dialog_id"] = group }));
    }

    [Fact]
    public async Task M22_messages_are_pinned_and_unpinned()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var group = await alice.MakeAsync(2, "Group", occupants: [102]);
        var (one, two) = (await bob.WriteAsync(group, "one"), await bob.WriteAsync(group, "two"));
        var pins = new JsonObject { ["push_all"] = new JsonObject { ["pinned_messages_ids"] = new JsonArray(one, two) } };

        Assert.Equal(403, await bob.ErrorAsync("chat.dialog.update", group, pins.DeepClone()));
        await alice.CallAsync("chat.dialog.update", group, pins);
        Assert.Equal($"""["{one}","{two}"]""", (await bob.DialogAsync(group))["pinned_messages_ids"]!.ToJsonString());
        await UpdateAsync(alice, group, $$$"""{"pull_all":{"pinned_messages_ids":["{{{one}}}"]}}""");

        Assert.Equal($"""["{two}"]""", (await bob.DialogAsync(group))["pinned_messages_ids"]!.ToJsonString());
    }

    [Fact]
    public async Task M23_M30_the_owner_names_admins_and_no_more_than_five()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var ids = new List<int> { 100, 102, 103, 104 };
        foreach (var login in new[] { "erin", "frank" })
        {
            var user = await alice.CallAsync("users.signup", new JsonObject { ["login"] = login, ["password"] = "password-1" });
            ids.Add((int)user!["user"]!["id"]!);
        }

        var group = await alice.MakeAsync(2, "Group", occupants: [.. ids]);

        var named = await alice.CallAsync("chat.dialog.addAdmins", group, Json(ids.Take(5)));
        var sixth = await alice.ErrorAsync("chat.dialog.addAdmins", group, Json([ids[5]]));
        var byAdmin = await bob.ErrorAsync("chat.dialog.removeAdmins", group, Json([100]));
        await alice.CallAsync("chat.dialog.removeAdmins", group, Json(ids.Take(4)));
        var updated = await UpdateAsync(
            alice, group, $$$"""{"push_all":{"admins_ids":[102,{{{ids[5]}}}]},"pull_all":{"admins_ids":[{{{ids[4]}}}]}}""");

        Assert.Equal(ids.Take(5), named!["admins_ids"]!.AsArray().Select(id => (int)id!));
        Assert.Equal((422, 403), (sixth, byAdmin));
        Assert.Equal($"[102,{ids[5]}]", updated["admins_ids"]!.ToJsonString());
    }

    [Fact]
    public async Task M31_M32_M60_alerts_of_a_dialog_are_switched_off_and_on()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var group = await alice.MakeAsync(2, "Group", occupants: [102, 103]);

        Assert.Equal(1, await ReadAsync(bob, group));
        await bob.CallAsync("chat.dialog.updateNotificationsSettings", group, false);
        Assert.Equal((0, 1), (await ReadAsync(bob, group), await ReadAsync(alice, group)));
        await alice.WriteAsync(group, "unheard", sendToChat: true);
        await bob.CallAsync("chat.dialog.updateNotificationsSettings", group, true);
        await alice.WriteAsync(group, "heard", sendToChat: true);

        Assert.Equal(["Alice: heard"], await _fixture.AlertsAsync(102));
        Assert.Equal(["Alice: unheard", "Alice: heard"], await _fixture.AlertsAsync(103));
    }

    private static async Task<int> ReadAsync(VendorClient client, string dialog) =>
        (int)(await client.CallAsync("chat.dialog.getNotificationsSettings", dialog))!["notifications"]!["enabled"]!;

    private static async Task<JsonNode> UpdateAsync(VendorClient client, string dialog, string json) =>
        (await client.CallAsync("chat.dialog.update", dialog, JsonNode.Parse(json)))!;

    private static JsonArray Json(IEnumerable<int> ids) => [.. ids.Select(id => JsonValue.Create(id))];
}
