using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M24 to M29: the vendor's client deletes, clears, joins and leaves dialogs.</summary>
public sealed class DialogLeavingTests : IAsyncLifetime
{
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task M24_a_dialog_is_deleted_for_oneself_and_by_its_owner_for_all()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var group = await alice.MakeAsync(2, "Group", occupants: [102, 103]);
        var pair = await alice.MakeAsync(3, occupants: [102]);
        await alice.WriteAsync(pair, "old");

        await bob.CallAsync("chat.dialog.delete", group);
        await bob.CallAsync("chat.dialog.delete", pair);
        var left = (await alice.DialogAsync(group))["occupants_ids"]!.ToJsonString();
        var hidden = await CountAsync(bob, pair);
        await alice.WriteAsync(pair, "new");
        var forced = await bob.ErrorAsync("chat.dialog.delete", pair, new JsonObject { ["force"] = 1 });
        await alice.CallAsync("chat.dialog.delete", group, new JsonObject { ["force"] = 1 });

        Assert.Equal(("[101,103]", 0, 403), (left, hidden, forced));
        Assert.Equal("new", (string)Assert.Single(await bob.HistoryAsync(pair))!["message"]!);
        Assert.Equal(2, (await alice.HistoryAsync(pair)).Count);
        Assert.Equal(0, await CountAsync(alice, group));
    }

    [Fact]
    public async Task M25_of_several_dialogs_each_is_named_by_what_became_of_it()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var (own, other) = (await alice.MakeAsync(2, "Mine"), await bob.MakeAsync(2, "Bob's"));
        const string unknown = "5f00000000000000000000ff";

        var result = await alice.CallAsync("chat.dialog.delete", new JsonArray(own, other, unknown));

        Assert.Equal(own, (string)Assert.Single(result!["SuccessfullyDeleted"]!["ids"]!.AsArray())!);
        Assert.Equal(unknown, (string)Assert.Single(result["NotFound"]!["ids"]!.AsArray())!);
        Assert.Equal(other, (string)Assert.Single(result["WrongPermissions"]!["ids"]!.AsArray())!);
    }

    [Fact]
    public async Task M26_a_history_is_cleared_for_oneself_alone()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var group = await alice.MakeAsync(2, "Group", occupants: [102]);
        await alice.WriteAsync(group, "old");

        await bob.CallAsync("chat.dialog.clearHistory", group);

        Assert.Empty(await bob.HistoryAsync(group));
        var cleared = await bob.DialogAsync(group);
        Assert.Null(cleared["last_message"]);
        Assert.Equal(0, (int)cleared["unread_messages_count"]!);
        Assert.Equal("old", (string)(await alice.DialogAsync(group))["last_message"]!);
    }

    [Fact]
    public async Task M27_M28_M29_a_public_dialog_is_joined_shows_its_occupants_and_is_left()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var open = await alice.MakeAsync(4, "Market");
        var group = await alice.MakeAsync(2, "Closed");

        var joined = await bob.CallAsync("chat.dialog.subscribe", open);
        var occupants = await bob.CallAsync("chat.dialog.getPublicOccupants", open, new JsonObject { ["limit"] = 1, ["skip"] = 1 });
        await bob.WriteAsync(open, "here");
        await bob.CallAsync("chat.dialog.unsubscribe", open);

        Assert.Equal(2, (int)joined!["occupants_count"]!);
        Assert.Equal("bob", (string)Assert.Single(occupants!["items"]!.AsArray())!["login"]!);
        Assert.Equal(1, (int)(await alice.DialogAsync(open))["occupants_count"]!);
        Assert.Equal(403, await bob.ErrorAsync("chat.dialog.getPublicOccupants", open));
        Assert.Equal(403, await bob.ErrorAsync("chat.dialog.subscribe", group));
    }

    private static async Task<int> CountAsync(VendorClient client, string dialog) =>
        (int)(await client.CallAsync("chat.dialog.list", new JsonObject { ["_id"] = dialog }))!["total_entries"]!;
}
