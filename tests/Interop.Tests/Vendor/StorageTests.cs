using System.Net;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>Rows M45, M46 and M47: the vendor's clients share files.</summary>
public sealed class StorageTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private const string Content = "\r\n--not the end--\u0000\u0001";

    [Theory]
    [InlineData(VendorTransport.WebSocket)]
    [InlineData(VendorTransport.Tcp)]
    public async Task M45_M46_an_attachment_is_uploaded_sent_and_downloaded_by_its_uid(VendorTransport transport)
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, transport, VendorUser.Bob);
        var dialog = await alice.CreateGroupAsync(102);

        var blob = await UploadAsync(alice, "cat & dog 🐱.png", isPublic: false);
        var attachment = new JsonObject { ["type"] = "image", ["id"] = (string)blob["uid"]!, ["uid"] = (string)blob["uid"]! };
        await alice.SayAsync(dialog, "look", new JsonObject { ["attachments"] = new JsonArray(attachment) });
        var (_, message) = await bob.NextMessageAsync();
        var uid = (string)message["extension"]!["attachments"]![0]!["uid"]!;
        var link = (string)(await bob.CallAsync("storage.privateUrl", uid))!;
        var open = (string)(await bob.CallAsync("storage.publicUrl", uid))!;

        Assert.Equal((string)blob["uid"]!, uid);
        Assert.Equal((HttpStatusCode.OK, "image/png", Content), await ReadAsync(link));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(open)).Status);
    }

    [Fact]
    public async Task M46_a_public_file_is_read_without_a_token_and_is_described()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Bob);

        var blob = await UploadAsync(alice, "cat.png", isPublic: true);
        var uid = (string)blob["uid"]!;
        var described = (await bob.CallAsync("storage.getInfo", uid))!["blob"]!;
        var linked = (await bob.CallAsync("storage.getFileObject", uid, new JsonObject { ["download_url"] = "1" }))!["blob"]!;
        var list = (await alice.CallAsync("storage.list", new JsonObject { ["per_page"] = 100 }))!["items"]!.AsArray();

        Assert.Equal(Content, (await ReadAsync((string)(await bob.CallAsync("storage.publicUrl", uid))!)).Text);
        Assert.Equal(Content, (await ReadAsync((string)linked["blob_object_access"]!["download_url"]!)).Text);
        Assert.Equal(("cat.png", Content.Length), ((string)described["name"]!, (int)described["size"]!));
        Assert.Contains(list, item => (string)item!["blob"]!["uid"]! == uid);
    }

    [Fact]
    public async Task M47_a_shared_file_is_deleted_by_its_owner_alone()
    {
        await using var alice = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Alice);
        await using var bob = await VendorClient.ConnectAsync(fixture.Server, VendorTransport.WebSocket, VendorUser.Bob);
        var blob = await UploadAsync(alice, "cat.png", isPublic: true);
        var link = (string)(await bob.CallAsync("storage.publicUrl", (string)blob["uid"]!))!;

        var refusal = await Assert.ThrowsAsync<VendorException>(() => bob.CallAsync("storage.delete", (int)blob["id"]!));
        var still = await ReadAsync(link);
        await alice.CallAsync("storage.delete", (int)blob["id"]!);
        var gone = await ReadAsync(link);

        Assert.Equal(403, (int)refusal.Reason!["code"]!);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (still.Status, gone.Status));
    }

    private static async Task<JsonNode> UploadAsync(VendorClient client, string name, bool isPublic) =>
        (await client.CallAsync("storage.createAndUpload", new JsonObject
        {
            ["name"] = name,
            ["file"] = new JsonObject { ["$file"] = Content },
            ["type"] = "image/png",
            ["size"] = Content.Length,
            ["public"] = isPublic,
        }))!;

    private static async Task<(HttpStatusCode Status, string? Type, string Text)> ReadAsync(string link)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(link, TestTimeout.Token);
        var text = await answer.Content.ReadAsStringAsync(TestTimeout.Token);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, text);
    }
}
