using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Row M77: the vendor's client subscribes to pushes and asks for some.</summary>
public sealed class PushTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task M77_a_device_subscribes_and_a_push_for_it_is_kept()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Bob);

        var made = await bob.CallAsync("pushnotifications.subscriptions.create", new JsonObject
        {
            ["notification_channel"] = "gcm",
            ["push_token"] = new JsonObject { ["environment"] = "production", ["client_identification_sequence"] = "token" },
            ["device"] = new JsonObject { ["platform"] = "android", ["udid"] = "phone" },
        });
        var message = await alice.CallAsync("pushnotifications.base64Encode", """{"message":"Hello 🙈"}""");
        var push = await alice.CallAsync("pushnotifications.events.create", new JsonObject
        {
            ["notification_type"] = "push",
            ["environment"] = "production",
            ["user"] = new JsonObject { ["ids"] = new JsonArray(102) },
            ["message"] = message!.DeepClone(),
        });
        using var http = new HttpClient { BaseAddress = fixture.Sandbox.HttpUri };
        var kept = JsonNode.Parse(await http.GetStringAsync("/sandbox/pushes?user_id=102", TestTimeout.Token))!["items"]!;
        await bob.CallAsync("pushnotifications.subscriptions.delete", (int)made![0]!["subscription"]!["id"]!);
        var left = await bob.CallAsync("pushnotifications.subscriptions.list");

        Assert.Equal("gcm", (string)made[0]!["subscription"]!["notification_channel"]!["name"]!);
        Assert.Equal(101, (int)push![0]!["event"]!["user_id"]!);
        Assert.Equal(((string)message!, 1), ((string)kept[0]!["message"]!, (int)kept[0]!["devices"]!));
        Assert.Empty(left!.AsArray());
    }

    [Fact]
    public async Task A_push_goes_to_a_browser_by_a_tag_and_on_one_channel_only()
    {
        await using var alice = await VendorClient.SignInAsync(fixture.Server, VendorUser.Alice);
        await using var carol = await VendorClient.SignInAsync(fixture.Server, VendorUser.Carol);
        await carol.CallAsync("users.update", new JsonObject { ["tag_list"] = "browsing" });
        await carol.CallAsync("pushnotifications.subscriptions.create", new JsonObject
        {
            ["notification_channel"] = "web",
            ["push_token"] = new JsonObject
            {
                ["environment"] = "development",
                ["web_endpoint"] = "e",
                ["web_auth"] = "a",
                ["web_p256dh"] = "p",
            },
            ["device"] = new JsonObject { ["platform"] = "web", ["udid"] = "browser" },
        });

        Task<JsonNode?> PushAsync(string channel) => alice.CallAsync("pushnotifications.events.create", new JsonObject
        {
            ["notification_type"] = "push",
            ["environment"] = "development",
            ["push_type"] = channel,
            ["event_type"] = "one_shot",
            ["user"] = new JsonObject { ["tags"] = new JsonObject { ["any"] = "browsing" } },
            ["message"] = "e30=",
        });
        await PushAsync("web");
        await PushAsync("gcm");
        using var http = new HttpClient { BaseAddress = fixture.Sandbox.HttpUri };
        var kept = JsonNode.Parse(await http.GetStringAsync("/sandbox/pushes?user_id=103", TestTimeout.Token))!["items"]!;
        var nobody = await alice.ErrorAsync("pushnotifications.events.create", new JsonObject
        {
            ["notification_type"] = "push",
            ["environment"] = "development",
            ["message"] = "e30=",
        });

        Assert.Equal([("web", 1), ("gcm", 0)], kept.AsArray().Select(push => ((string)push!["push_type"]!, (int)push["devices"]!)));
        Assert.Equal(422, nobody);
    }
}
