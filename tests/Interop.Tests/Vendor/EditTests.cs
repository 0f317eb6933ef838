using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M51 and M57: edits and deletes over chat, between the vendor's clients.</summary>
public sealed class EditTests : IAsyncLifetime
{
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M51_an_edit_is_told_to_the_other_and_the_history_and_the_dialog_follow(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(VendorUser.Alice, transport);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        var id = await alice.SayAsync(102, "helo");
        var dialog = (string)(await bob.NextMessageAsync()).Message["dialog_id"]!;

        await alice.CallAsync("chat.editMessage", Edit(102, dialog, id, "hello", new JsonObject { ["why"] = "typo" }));
        var edited = await bob.NextAsync("edited");

        Assert.Equal((id, true, "hello"), ((string)edited[0]!, (bool)edited[1]!, (string)edited[2]!));
        Assert.Equal((dialog, 101, "typo"), ((string)edited[3]!, (int)edited[4]!, (string)edited[5]!["why"]!));
        var stored = Assert.Single(await bob.HistoryAsync(dialog))!;
        Assert.Equal((id, "hello"), ((string)stored["_id"]!, (string)stored["message"]!));
        Assert.Equal("hello", (string)(await bob.DialogAsync(dialog))["last_message"]!);
    }

    [Fact]
    public async Task M51_in_a_group_everybody_hears_of_an_edit_and_only_the_author_may()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await using var carol = await ConnectAsync(VendorUser.Carol);
        var dialog = await alice.CreateGroupAsync(102, 103);
        var id = await bob.SayAsync(dialog, "first");
        await carol.NextMessageAsync();

        await alice.CallAsync("chat.editMessage", Edit(dialog, dialog, id, "the owner's words"));
        Assert.Equal(403, await alice.NextErrorAsync());
        await bob.CallAsync("chat.editMessage", Edit(dialog, dialog, id, "second"));

        foreach (var occupant in new[] { alice, bob, carol })
        {
            var edited = await occupant.NextAsync("edited");
            Assert.Equal((id, "second"), ((string)edited[0]!, (string)edited[2]!));
            Assert.Equal((dialog, 102), ((string)edited[3]!, (int)edited[4]!));
        }

        Assert.Equal("second", (string)Assert.Single(await carol.HistoryAsync(dialog))!["message"]!);
    }

    [Fact]
    public async Task M51_a_message_that_nobody_saved_cannot_be_edited()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);

        await alice.CallAsync(
            "chat.editMessage", Edit(102, "5f1a2b3c4d5e6f7081920a0b", "5f1a2b3c4d5e6f7081920a0c", "x"));

        Assert.Equal(404, await alice.NextErrorAsync());
    }

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M57_a_delete_is_told_to_the_other_and_the_history_and_the_dialog_follow(VendorTransport transport)
    {
        await using var alice = await ConnectAsync(VendorUser.Alice, transport);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await alice.SayAsync(102, "stays");
        var id = await alice.SayAsync(102, "goes");
        await bob.NextMessageAsync();
        var dialog = (string)(await bob.NextMessageAsync()).Message["dialog_id"]!;

        await alice.CallAsync("chat.deleteMessage", Delete(102, dialog, id));
        var deleted = await bob.NextAsync("deleted");

        Assert.Equal((id, dialog, 101), ((string)deleted[0]!, (string)deleted[1]!, (int)deleted[2]!));
        Assert.Equal("stays", (string)Assert.Single(await bob.HistoryAsync(dialog))!["message"]!);
        Assert.Equal("stays", (string)(await bob.DialogAsync(dialog))["last_message"]!);
    }

    [Fact]
    public async Task M57_in_a_group_the_author_and_the_owner_may_delete_and_others_may_not()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await using var carol = await ConnectAsync(VendorUser.Carol);
        var dialog = await alice.CreateGroupAsync(102, 103);
        var first = await bob.SayAsync(dialog, "first");
        var second = await bob.SayAsync(dialog, "second");
        await carol.NextMessageAsync();

        await carol.CallAsync("chat.deleteMessage", Delete(dialog, dialog, first));
        Assert.Equal(403, await carol.NextErrorAsync());
        await bob.CallAsync("chat.deleteMessage", Delete(dialog, dialog, first));
        Assert.Equal((first, 102), await NextDeletedAsync(carol));
        await alice.CallAsync("chat.deleteMessage", Delete(dialog, dialog, second));
        Assert.Equal((second, 101), await NextDeletedAsync(carol));

        Assert.Empty(await carol.HistoryAsync(dialog));
    }

    [Fact]
    public async Task M51_M57_somebody_who_is_away_hears_of_both_later()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        var edited = await alice.SayAsync(102, "one");
        var deleted = await alice.SayAsync(102, "two");
        var dialog = (string)(await alice.CallAsync(
            "chat.dialog.create", new JsonObject { ["type"] = 3, ["occupants_ids"] = new JsonArray(102) }))!["_id"]!;
        await alice.CallAsync("chat.editMessage", Edit(102, dialog, edited, "better"));
        await alice.CallAsync("chat.deleteMessage", Delete(102, dialog, deleted));
        await alice.CallAsync("chat.ping");

        await using var bob = await ConnectAsync(VendorUser.Bob);

        Assert.Equal("better", (string)(await bob.NextAsync("edited"))[2]!);
        Assert.Equal(deleted, (string)(await bob.NextAsync("deleted"))[0]!);
    }

    [Fact]
    public async Task M51_M57_the_authors_other_client_hears_of_both()
    {
        await using var alice = await ConnectAsync(VendorUser.Alice);
        await using var tablet = await ConnectAsync(VendorUser.Alice);
        await using var bob = await ConnectAsync(VendorUser.Bob);
        await tablet.CallAsync("chat.ping");   // by now it gets copies
        var id = await alice.SayAsync(102, "one");
        var dialog = (string)(await bob.NextMessageAsync()).Message["dialog_id"]!;

        await alice.CallAsync("chat.editMessage", Edit(102, dialog, id, "better"));
        await alice.CallAsync("chat.deleteMessage", Delete(102, dialog, id));

        var edited = await tablet.NextAsync("edited");
        Assert.Equal((id, "better", dialog, 101), ((string)edited[0]!, (string)edited[2]!, (string)edited[3]!, (int)edited[4]!));
        Assert.Equal((id, 101), await NextDeletedAsync(tablet));
    }

    private static JsonObject Edit(JsonNode to, string dialogId, string id, string body, JsonObject? extension = null) => new()
    {
        ["to"] = to,
        ["dialogId"] = dialogId,
        ["originMessageId"] = id,
        ["body"] = body,
        ["last"] = true,
        ["extension"] = extension,
    };

    private static JsonObject Delete(JsonNode to, string dialogId, string id) =>
        new() { ["to"] = to, ["dialogId"] = dialogId, ["messageId"] = id };

    private static async Task<(string Id, int By)> NextDeletedAsync(VendorClient client)
    {
        var deleted = await client.NextAsync("deleted");
        return ((string)deleted[0]!, (int)deleted[2]!);
    }

    private Task<VendorClient> ConnectAsync(VendorUser user, VendorTransport transport = VendorTransport.WebSocket) =>
        VendorClient.ConnectAsync(_fixture.Server, transport, user);
}
