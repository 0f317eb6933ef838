using System.Text.Json.Nodes;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M66 and M67: the vendor's client reports users and messages, as custom objects.</summary>
public sealed class ReportTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task M66_a_user_is_reported_and_the_report_is_found_changed_and_deleted()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Bob);

        var made = await alice.CallAsync("data.create", "UserReports", new JsonObject { ["reportedUserId"] = 102, ["reason"] = "spam 🙈" });
        var id = (string)made!["_id"]!;
        var found = await bob.CallAsync("data.list", "UserReports", new JsonObject
        {
            ["reportedUserId"] = new JsonObject { ["in"] = new JsonArray(102, 999) },
            ["sort_desc"] = "created_at",
        });
        var foreign = await Assert.ThrowsAsync<VendorException>(() => bob.CallAsync("data.delete", "UserReports", id));
        var changed = await alice.CallAsync("data.update", "UserReports", new JsonObject { ["id"] = id, ["reason"] = "scam" });
        await alice.CallAsync("data.delete", "UserReports", id);
        var gone = await Assert.ThrowsAsync<VendorException>(() => alice.CallAsync("data.list", "UserReports", id));

        Assert.Equal((102, 101), ((int)made["reportedUserId"]!, (int)made["user_id"]!));
        Assert.Contains(found!["items"]!.AsArray(), item => (string)item!["_id"]! == id && (string)item["reason"]! == "spam 🙈");
        Assert.Equal("scam", (string)changed!["reason"]!);
        Assert.Equal((403, 404), ((int)foreign.Reason!["code"]!, (int)gone.Reason!["code"]!));
    }

    [Fact]
    public async Task M67_messages_are_reported_by_their_ids()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);
        var message = await alice.SayAsync(102, "buy now");

        var several = await alice.CallAsync("data.create", "MessageReports", new JsonArray(Report(message, "spam"), Report(message, "rude")));
        var found = await alice.CallAsync("data.list", "MessageReports", new JsonObject { ["reportedMessageId"] = message });
        var deleted = await alice.CallAsync("data.delete", "MessageReports", new JsonObject
        {
            ["reason"] = new JsonObject { ["or"] = "spam,rude" },
        });
        var unknown = await Assert.ThrowsAsync<VendorException>(() => alice.CallAsync("data.create", "NoReports", Report(message, "x")));

        Assert.Equal(2, several!["items"]!.AsArray().Count);
        Assert.Equal(["spam", "rude"], found!["items"]!.AsArray().Select(item => (string)item!["reason"]!));
        Assert.Equal(2, (int)deleted!["total_deleted"]!);
        Assert.Equal(404, (int)unknown.Reason!["code"]!);
    }

    private static JsonObject Report(string message, string reason) => new() { ["reportedMessageId"] = message, ["reason"] = reason };
}
