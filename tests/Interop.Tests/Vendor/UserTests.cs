using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>The vendor's client signs up, changes and deletes users, and looks for them.</summary>
public sealed class UserTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_user_signs_up_changes_and_goes()
    {
        await using var client = await VendorClient.StartAsync(fixture.Server, VendorTransport.WebSocket);
        var login = new JsonObject { ["login"] = "erin-v", ["password"] = "erin-password" };

        await client.CallAsync("users.signup", new JsonObject
        {
            ["login"] = "erin-v",
            ["password"] = "erin-password",
            ["full_name"] = "Erin 🐱",
            ["tag_list"] = new JsonArray("red", "blue"),
        });
        var session = await client.CallAsync("createSession", login.DeepClone());
        await client.CallAsync("users.update", new JsonObject { ["password"] = "new-password", ["old_password"] = "erin-password" });
        var updated = await client.CallAsync("users.update", new JsonObject { ["full_name"] = "E" });
        var stale = await Assert.ThrowsAsync<VendorException>(() => client.CallAsync("login", login.DeepClone()));
        await client.CallAsync("users.delete");
        await client.CallAsync("createSession");
        login["password"] = "new-password";
        var gone = await Assert.ThrowsAsync<VendorException>(() => client.CallAsync("login", login.DeepClone()));

        Assert.Equal("Erin 🐱", (string)session!["user"]!["full_name"]!);
        Assert.Equal(("E", "red,blue"), ((string)updated!["user"]!["full_name"]!, (string)updated["user"]!["user_tags"]!));
        Assert.Equal((401, 404), ((int)stale.Reason!["code"]!, (int)gone.Reason!["code"]!));
    }

    [Fact]
    public async Task Users_are_found_by_conditions()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);

        var byId = await FindAsync(alice, new JsonObject { ["id"] = new JsonObject { ["in"] = new JsonArray(103, 101) }, ["sort_desc"] = "id" });
        var byLogin = await FindAsync(alice, new JsonObject { ["login"] = "bob" });
        var byStart = await FindAsync(alice, new JsonObject { ["full_name"] = new JsonObject { ["start_with"] = "Caro" } });
        var byNothing = await Assert.ThrowsAsync<VendorException>(() => alice.CallAsync("users.getV2", new JsonObject { ["limit"] = 5 }));
        var old = await alice.CallAsync("users.get", new JsonObject { ["login"] = "bob" });
        var online = await alice.CallAsync("users.listOnline");
        var count = await alice.CallAsync("users.getOnlineCount");

        Assert.Equal([103, 101], byId);
        Assert.Equal([102], byLogin);
        Assert.Equal([103], byStart);
        Assert.Equal(422, (int)byNothing.Reason!["code"]!);
        Assert.Equal(102, (int)old!["user"]!["id"]!);
        Assert.Equal([101], online!["users"]!.AsArray().Select(user => (int)user!["id"]!));
        Assert.Equal(1, (int)count!["count"]!);
    }

    [Fact]
    public async Task A_password_is_reset_for_an_address_that_is_known()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);
        await alice.CallAsync("users.update", new JsonObject { ["email"] = "alice@example.org" });

        await alice.CallAsync("users.resetPassword", "alice@example.org");
        var unknown = await Assert.ThrowsAsync<VendorException>(() => alice.CallAsync("users.resetPassword", "no@example.org"));

        Assert.Equal(404, (int)unknown.Reason!["code"]!);
    }

    private static async Task<IEnumerable<int>> FindAsync(VendorClient client, JsonObject conditions) =>
        (await client.CallAsync("users.getV2", conditions))!["items"]!.AsArray().Select(user => (int)user!["id"]!);
}
