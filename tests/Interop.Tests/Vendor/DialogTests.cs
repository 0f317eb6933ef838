using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M10, M11 and M12: the vendor's client makes dialogs at the sandbox.</summary>
public sealed class DialogTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task M10_a_private_dialog_is_made_once_for_a_pair()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Bob);

        var made = await CreateAsync(alice, new JsonObject { ["type"] = 3, ["occupants_ids"] = new JsonArray(102) });
        var again = await CreateAsync(bob, new JsonObject { ["type"] = 3, ["occupants_ids"] = new JsonArray(101) });

        Assert.Matches("^[0-9a-f]{24}$", Id(made));
        Assert.Equal(3, (int)made["type"]!);
        Assert.Equal([101, 102], Numbers(made["occupants_ids"]));
        Assert.Null(made["xmpp_room_jid"]);
        Assert.Equal(Id(made), Id(again));
    }

    [Fact]
    public async Task M11_a_group_has_name_description_photo_and_occupants()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Bob);

        var made = await CreateAsync(alice, new JsonObject
        {
            ["type"] = 2,
            ["name"] = "Lunch & <dinner> 🍲",
            ["description"] = "Where we eat",
            ["photo"] = "photo-uid",
            ["occupants_ids"] = new JsonArray(102, 103),
        });
        var seen = await FindAsync(bob, Id(made));

        Assert.Equal(101, (int)made["user_id"]!);
        Assert.Equal([101, 102, 103], Numbers(made["occupants_ids"]));
        Assert.Equal($"1_{Id(made)}@muc.localhost", (string)made["xmpp_room_jid"]!);
        Assert.Equal("Lunch & <dinner> 🍲", (string)seen["name"]!);
        Assert.Equal("Where we eat", (string)seen["description"]!);
        Assert.Equal("photo-uid", (string)seen["photo"]!);
    }

    [Fact]
    public async Task M12_a_public_dialog_counts_its_occupants_and_does_not_list_them()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);

        var made = await CreateAsync(alice, new JsonObject { ["type"] = 4, ["name"] = "Market" });

        Assert.Equal(4, (int)made["type"]!);
        Assert.Equal("Market", (string)made["name"]!);
        Assert.Equal($"1_{Id(made)}@muc.localhost", (string)made["xmpp_room_jid"]!);
        Assert.Empty(Numbers(made["occupants_ids"]));
        Assert.Equal(1, (int)made["occupants_count"]!);
    }

    [Fact]
    public async Task A_broadcast_dialog_is_for_the_administration()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);

        var error = await Assert.ThrowsAsync<VendorException>(
            () => CreateAsync(alice, new JsonObject { ["type"] = 1, ["name"] = "News" }));

        Assert.Equal(403, (int)error.Reason!["code"]!);
    }

    private static async Task<JsonObject> CreateAsync(VendorClient client, JsonObject dialog) =>
        (await client.CallAsync("chat.dialog.create", dialog))!.AsObject();

    private static async Task<JsonObject> FindAsync(VendorClient client, string id)
    {
        var list = await client.CallAsync("chat.dialog.list", new JsonObject { ["_id"] = id });
        return Assert.Single(list!["items"]!.AsArray())!.AsObject();
    }

    private static string Id(JsonObject dialog) => (string)dialog["_id"]!;

    private static int[] Numbers(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(n => (int)n!).Order()];
}
