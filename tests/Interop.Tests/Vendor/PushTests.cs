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
}
