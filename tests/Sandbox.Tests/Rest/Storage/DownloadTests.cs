using System.Net;
using System.Text;

namespace BotPlatform.Sandbox.Tests.Rest.Storage;

/// <summary>Section 8.3: who may read a file, and where its description is.</summary>
public sealed class DownloadTests
{
    private static readonly byte[] Content = [0, 13, 10, 255];

    [Theory]
    [InlineData("/blobs/{uid}")]
    [InlineData("/blobs/{uid}/download")]
    public async Task A_private_file_is_for_every_user_with_a_token_in_the_header_or_in_the_link(string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        using var nobody = new RestClient(sandbox);
        path = path.Replace("{uid}", (string)(await alice.StoreAsync(Content))["uid"]!, StringComparison.Ordinal);

        Assert.Equal(Content, (await bob.ReadAsync(path)).Content);
        Assert.Equal(Content, (await nobody.ReadAsync($"{path}?token={bob.Token}")).Content);
        Assert.Equal("401 {\"errors\":[\"Token is required\"]}", await RefusalAsync(nobody, path));
        Assert.Equal(
            "401 {\"errors\":{\"base\":[\"Required session does not exist\"]}}", await RefusalAsync(nobody, $"{path}?token=x"));
    }

    [Theory]
    [InlineData("/blobs/{uid}")]
    [InlineData("/blobs/{uid}/download")]
    [InlineData("/blobs/{uid}?token=dead")]
    public async Task A_public_file_is_for_everybody(string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var nobody = new RestClient(sandbox);
        var blob = await alice.StoreAsync(Content, isPublic: true);

        var (status, content, _) = await nobody.ReadAsync(path.Replace("{uid}", (string)blob["uid"]!, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(Content, content);
    }

    [Theory]
    [InlineData("/blobs/{id}")]
    [InlineData("/blobs/{id}.json")]
    [InlineData("/blobs/{uid}.json")]
    public async Task By_number_or_with_the_suffix_it_is_the_description(string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var nobody = new RestClient(sandbox);
        var blob = await alice.StoreAsync(Content, isPublic: true);
        path = path.Replace("{uid}", (string)blob["uid"]!, StringComparison.Ordinal)
            .Replace("{id}", blob["id"]!.ToString(), StringComparison.Ordinal);

        var (status, body) = await alice.GetAsync(path);
        var (refused, _) = await nobody.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((string)blob["uid"]!, (string)body!["blob"]!["uid"]!);
        Assert.Equal(Content.Length, (int)body["blob"]!["size"]!);
        Assert.Equal(HttpStatusCode.Unauthorized, refused);
    }

    [Fact]
    public async Task A_link_reads_a_private_file_for_an_hour()
    {
        var clock = new TestKit.ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var nobody = new RestClient(sandbox);
        var uid = (string)(await alice.StoreAsync(Content))["uid"]!;

        var (_, body) = await alice.GetAsync($"/blobs/{uid}/object?download_url=1");
        var access = body!["blob"]!["blob_object_access"]!;
        var link = new Uri((string)access["download_url"]!).PathAndQuery;

        Assert.Equal((string)access["download_url"]!, (string)access["dowload_url"]!);
        Assert.Equal(Content, (await nobody.ReadAsync(link)).Content);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.ReadAsync(link + "0")).Status);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.ReadAsync(link)).Status);
    }

    [Theory]
    [InlineData("/blobs/{uid}")]
    [InlineData("/blobs/{uid}/download")]
    [InlineData("/blobs/{uid}/object?download_url=1")]
    public async Task What_is_not_confirmed_cannot_be_read(string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.AnnounceAsync(isPublic: true);
        await alice.UploadAsync(blob, Content);

        var (status, _, _) = await alice.ReadAsync(path.Replace("{uid}", (string)blob["uid"]!, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Theory]
    [InlineData("GET", "/blobs/nosuchfile")]
    [InlineData("GET", "/blobs/99")]
    [InlineData("GET", "/blobs/-1")]
    [InlineData("GET", "/blobs/99999999999999999999")]
    [InlineData("GET", "/blobs/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("GET", "/blobs/%2e%2e%2f%2e%2e%2fetc%2fpasswd/download")]
    [InlineData("GET", "/blobs/..%5c..%5cwindows%5cwin.ini")]
    [InlineData("GET", "/blobs/%2fetc%2fpasswd.json")]
    [InlineData("GET", "/blobs/'%20OR%201=1;--")]
    [InlineData("GET", "/blobs/%F0%9F%90%B1")]
    [InlineData("PUT", "/blobs/..%2f1")]
    [InlineData("DELETE", "/blobs/99")]
    [InlineData("PUT", "/blobs/99/complete")]
    [InlineData("GET", "/blobs/99/object")]
    public async Task An_id_that_is_none_finds_nothing(string method, string path)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        await alice.StoreAsync(Content);

        var (status, body) = await alice.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("""{"errors":["The resource wasn't found"]}""", RestClient.Text(body));
    }

    [Theory]
    [InlineData("PUT", "/blobs/{id}", """{"blob":{"name":"mine"}}""")]
    [InlineData("PUT", "/blobs/{id}/complete", """{"size":4}""")]
    [InlineData("DELETE", "/blobs/{id}", "{}")]
    [InlineData("DELETE", "/blobs/{uid}", "{}")]
    public async Task Only_the_owner_changes_a_file(string method, string path, string body)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var blob = await alice.StoreAsync(Content);
        path = path.Replace("{uid}", (string)blob["uid"]!, StringComparison.Ordinal)
            .Replace("{id}", blob["id"]!.ToString(), StringComparison.Ordinal);

        var (status, refusal) = await bob.SendAsync(
            new HttpMethod(method), path, new StringContent(body, null, "application/json"));
        var (_, described) = await alice.GetAsync($"/blobs/{blob["id"]}");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal(
            """{"errors":["You don't have appropriate permissions to perform this operation"]}""", RestClient.Text(refusal));
        Assert.Equal("cat.png", (string)described!["blob"]!["name"]!);
    }

    private static async Task<string> RefusalAsync(RestClient client, string path)
    {
        var (status, content, _) = await client.ReadAsync(path);
        return $"{(int)status} {Encoding.UTF8.GetString(content)}";
    }
}
