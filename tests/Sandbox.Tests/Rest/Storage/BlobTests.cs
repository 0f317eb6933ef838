using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.Storage;

/// <summary>Section 8: a file from its announcement to its end.</summary>
public sealed class BlobTests
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(200_000);

    [Fact]
    public async Task A_file_is_announced_uploaded_confirmed_and_read_byte_by_byte()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var blob = await alice.AnnounceAsync();
        var (uploaded, xml) = await alice.UploadAsync(blob, Content);
        var (completed, _) = await alice.CompleteAsync(blob, Content.Length);
        var (status, content, type) = await alice.ReadAsync($"/blobs/{blob["uid"]}");

        Assert.Matches("^[0-9A-Za-z]{33,36}$", (string)blob["uid"]!);
        Assert.Equal(("cat.png", "image/png"), ((string)blob["name"]!, (string)blob["content_type"]!));
        Assert.Null(blob["size"]);
        Assert.False((bool)blob["public"]!);
        Assert.Equal("Write", (string)blob["blob_object_access"]!["object_access_type"]!);
        Assert.Equal("2030-01-01T01:00:00Z", (string)blob["blob_object_access"]!["expires"]!);
        Assert.Equal(HttpStatusCode.Created, uploaded);
        Assert.StartsWith("<?xml", xml, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, "image/png"), (completed, status, type));
        Assert.Equal(Content, content);
    }

    [Theory]
    [InlineData("POST", """{"blob":{"size":"7"}}""")]
    [InlineData("POST", """{"size":7}""")]
    [InlineData("PUT", """{"blob":{"size":7}}""")]
    public async Task The_upload_is_confirmed_in_every_form_that_clients_use(string method, string body)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.AnnounceAsync();
        await alice.UploadAsync(blob, new byte[7]);

        var (status, _) = await alice.SendAsync(
            new HttpMethod(method), $"/blobs/{blob["id"]}/complete", new StringContent(body, null, "application/json"));
        var (_, described) = await alice.GetAsync($"/blobs/{blob["id"]}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(7, (int)described!["blob"]!["size"]!);
    }

    [Theory]
    [InlineData("""{}""", """{"errors":{"name":["can't be blank"]}}""")]
    [InlineData("""{"blob":"x"}""", """{"errors":{"name":["can't be blank"]}}""")]
    [InlineData("""{"blob":{"name":["x"],"content_type":"a/b"}}""", """{"errors":{"name":["can't be blank"]}}""")]
    [InlineData("""{"blob":{"name":"x"}}""", """{"errors":{"content_type":["can't be blank"]}}""")]
    [InlineData("""{"blob":{"name":"x","content_type":"a/b\r\nSet-Cookie: c"}}""", """{"errors":{"content_type":["is invalid"]}}""")]
    [InlineData("""{"blob":{"name":"x","content_type":"é"}}""", """{"errors":{"content_type":["is invalid"]}}""")]
    public async Task An_announcement_that_is_wrong_says_what_is_wrong(string request, string answer)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");

        var (status, body) = await alice.PostAsync("/blobs", request);
        var (_, list) = await alice.GetAsync("/blobs");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, answer), (status, RestClient.Text(body)));
        Assert.Equal(0, (int)list!["total_entries"]!);
    }

    [Fact]
    public async Task A_name_has_a_hundred_characters_at_most_and_may_be_anything()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.StoreAsync(Content);

        var (tooLong, problem) = await RenameAsync(alice, blob, new string('x', 101));
        var (renamed, body) = await RenameAsync(alice, blob, "../../'; DROP TABLE blobs;-- 🐱");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong);
        Assert.Equal("""{"errors":{"name":["is too long (maximum is 100 characters)"]}}""", RestClient.Text(problem));
        Assert.Equal(HttpStatusCode.OK, renamed);
        Assert.Equal("../../'; DROP TABLE blobs;-- 🐱", (string)body!["blob"]!["name"]!);
        Assert.Equal(Content, (await alice.ReadAsync($"/blobs/{blob["uid"]}")).Content);
    }

    [Fact]
    public async Task The_list_holds_ones_own_files_page_by_page()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        for (var i = 0; i < 12; i++)
        {
            await alice.AnnounceAsync();
        }

        await bob.AnnounceAsync();
        var (_, first) = await alice.GetAsync("/blobs.json");
        var (_, second) = await alice.GetAsync("/blobs.json?page=2&per_page=5");
        var (_, beyond) = await alice.GetAsync("/blobs.json?page=2147483647&per_page=1000");

        Assert.Equal("1 10 12 10", Sizes(first!));
        Assert.Equal("2 5 12 5", Sizes(second!));
        Assert.Equal([6, 7, 8, 9, 10], second!["items"]!.AsArray().Select(item => (int)item!["blob"]!["id"]!));
        Assert.Equal("2147483647 100 12 0", Sizes(beyond!));
    }

    [Fact]
    public async Task A_deleted_file_is_gone_from_the_disk_too()
    {
        using var directory = new TempDirectory();
        await using var sandbox = await TestSandbox.StartAsync(o => o.FilesDirectory = directory.Path);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.StoreAsync(Content);
        Assert.Single(BlobScene.FilesIn(directory));

        var (deleted, _) = await alice.DeleteAsync($"/blobs/{blob["id"]}.json");

        Assert.Equal(HttpStatusCode.OK, deleted);
        Assert.Empty(BlobScene.FilesIn(directory));
        Assert.Equal(HttpStatusCode.NotFound, (await alice.ReadAsync($"/blobs/{blob["uid"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await alice.DeleteAsync($"/blobs/{blob["id"]}")).Status);
    }

    [Fact]
    public async Task A_second_upload_replaces_the_first_until_the_file_is_confirmed()
    {
        using var directory = new TempDirectory();
        await using var sandbox = await TestSandbox.StartAsync(o => o.FilesDirectory = directory.Path);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.AnnounceAsync();
        await alice.UploadAsync(blob, [1]);
        await alice.UploadAsync(blob, [2, 2]);
        await alice.CompleteAsync(blob, 2);

        var (late, _) = await alice.UploadAsync(blob, [3]);

        Assert.Equal(HttpStatusCode.Forbidden, late);
        Assert.Equal([2, 2], (await alice.ReadAsync($"/blobs/{blob["uid"]}")).Content);
        Assert.Single(BlobScene.FilesIn(directory));
    }

    [Fact]
    public async Task Nothing_is_left_on_the_disk_when_the_sandbox_stops()
    {
        using var directory = new TempDirectory();
        await using var sandbox = await TestSandbox.StartAsync(o => o.FilesDirectory = directory.Path);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        await alice.StoreAsync(Content);
        Assert.Single(Directory.GetDirectories(directory.Path));

        await sandbox.StopAsync(TestTimeout.Token);

        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    private static Task<(HttpStatusCode Status, JsonNode? Body)> RenameAsync(RestClient client, JsonNode blob, string name) =>
        client.PutAsync($"/blobs/{blob["id"]}", new JsonObject { ["blob"] = new JsonObject { ["name"] = name } }.ToJsonString());

    private static string Sizes(JsonNode list) =>
        $"{list["current_page"]} {list["per_page"]} {list["total_entries"]} {list["items"]!.AsArray().Count}";
}
