using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M49, M50, M52, M53, M55 and M56: the vendor's client changes messages over REST.</summary>
public sealed class MessageUpdateTests : IAsyncLifetime
{
    private readonly SandboxFixture _fixture = new();   // one for each test: what one leaves behind is not another's

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task M49_a_message_is_edited_by_its_author_and_marked_by_its_reader()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var group = await alice.MakeAsync(2, "Group", occupants: [102]);
        var id = await alice.WriteAsync(group, "draft");

        await alice.CallAsync("chat.message.update", id, Parameters(group, """{"message":"final 🔥"}"""));
        await bob.CallAsync("chat.message.update", id, Parameters(group, """{"delivered":1}"""));
        var delivered = Assert.Single(await alice.HistoryAsync(group))!;
        await bob.CallAsync("chat.message.update", id, Parameters(group, """{"read":1}"""));
        var read = Assert.Single(await alice.HistoryAsync(group))!;

        Assert.Equal("final 🔥", (string)delivered["message"]!);
        Assert.Equal(("[101,102]", "[101]"), (delivered["delivered_ids"]!.ToJsonString(), delivered["read_ids"]!.ToJsonString()));
        Assert.Equal(("[101,102]", 1), (read["read_ids"]!.ToJsonString(), (int)read["read"]!));
        Assert.Equal(403, await bob.ErrorAsync("chat.message.update", id, Parameters(group, """{"message":"mine"}""")));
    }

    [Fact]
    public async Task M50_M52_several_messages_are_marked_and_all_of_a_dialog()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var group = await alice.MakeAsync(2, "Group", occupants: [102]);
        string[] ids = [await alice.WriteAsync(group, "1"), await alice.WriteAsync(group, "2"), await alice.WriteAsync(group, "3")];

        await bob.CallAsync("chat.message.update", $"{ids[0]},{ids[1]}", Parameters(group, """{"read":1}"""));
        var some = (int)(await bob.DialogAsync(group))["unread_messages_count"]!;
        await bob.CallAsync("chat.message.update", "", Parameters(group, """{"read":1}"""));

        Assert.Equal((1, 0), (some, (int)(await bob.DialogAsync(group))["unread_messages_count"]!));
        Assert.Equal("read", (string)(await alice.DialogAsync(group))["last_message_status"]!);
    }

    [Fact]
    public async Task M53_M55_reactions_are_added_swapped_removed_and_listed()
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Bob);
        var group = await alice.MakeAsync(2, "Group", occupants: [102]);
        var id = await alice.WriteAsync(group, "x");

        await alice.CallAsync("chat.message.addReaction", id, "🔥");
        await bob.CallAsync("chat.message.addReaction", id, "🔥");
        await bob.CallAsync("chat.message.updateReaction", id, "🚀", "🔥");
        var swapped = await alice.CallAsync("chat.message.listReactions", id);
        await bob.CallAsync("chat.message.removeReaction", id, "🚀");

        Assert.Equal(("[101]", "[102]"), (swapped!["🔥"]!.ToJsonString(), swapped["🚀"]!.ToJsonString()));
        Assert.Equal("🔥", Assert.Single((await bob.CallAsync("chat.message.listReactions", id))!.AsObject()).Key);
        var reactions = Assert.Single(await alice.HistoryAsync(group))!["reactions"]!;
        Assert.Equal(("🔥", 1), ((string)reactions["own"]![0]!, (int)reactions["total"]!["🔥"]!));
    }

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M56_messages_are_deleted_for_oneself_or_for_all_who_then_hear_of_it(VendorTransport transport)
    {
        await using var alice = await VendorClient.SignInAsync(_fixture.Server, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(_fixture.Server, transport, VendorUser.Bob);
        var group = await alice.MakeAsync(2, "Group", occupants: [102]);
        string[] ids = [await alice.WriteAsync(group, "1"), await alice.WriteAsync(group, "2"), await alice.WriteAsync(group, "3")];

        var own = await bob.CallAsync("chat.message.delete", ids[0]);   // a text: a fault of the vendor's client
        var mixed = await bob.CallAsync(
            "chat.message.delete", new JsonArray(ids[1], "5f00000000000000000000ff"), new JsonObject { ["force"] = 1 });
        var forced = await alice.CallAsync("chat.message.delete", new JsonArray(ids[1], ids[2]), new JsonObject { ["force"] = 1 });

        Assert.Equal($"""["{ids[0]}"]""", Ids(own, "SuccessfullyDeleted"));
        Assert.Equal(
            ("[]", """["5f00000000000000000000ff"]""", $"""["{ids[1]}"]"""),
            (Ids(mixed, "SuccessfullyDeleted"), Ids(mixed, "NotFound"), Ids(mixed, "WrongPermissions")));
        Assert.Equal($"""["{ids[1]}","{ids[2]}"]""", Ids(forced, "SuccessfullyDeleted"));
        foreach (var id in ids[1..])
        {
            var deleted = await bob.NextAsync("deleted");
            Assert.Equal((id, group, 101), ((string)deleted[0]!, (string)deleted[1]!, (int)deleted[2]!));
        }

        Assert.Empty(await bob.HistoryAsync(group));
        Assert.Equal("1", (string)Assert.Single(await alice.HistoryAsync(group))!["message"]!);
    }

    private static string Ids(JsonNode? answer, string list) => JsonNode.Parse((string)answer!)![list]!["ids"]!.ToJsonString();

    private static JsonObject Parameters(string dialog, string json)
    {
        var parameters = JsonNode.Parse(json)!.AsObject();
        parameters["chat_dialog_id"] = dialog;
        return parameters;
    }
}
