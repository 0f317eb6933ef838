using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Web;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.Storage;

/// <summary>What tests of files do again and again.</summary>
internal static class BlobScene
{
    /// <summary>Announces a file, and returns its description with the link.</summary>
    public static async Task<JsonNode> AnnounceAsync(this RestClient client, bool isPublic = false, string contentType = "image/png")
    {
        var request = new JsonObject { ["content_type"] = contentType, ["name"] = "cat.png", ["public"] = isPublic };
        var (status, body) = await client.PostAsync("/blobs.json", new JsonObject { ["blob"] = request }.ToJsonString());
        Assert.Equal(HttpStatusCode.Created, status);
        return body!["blob"]!;
    }

    /// <summary>Uploads as the vendor's SDK does: the link's parameters as fields, and the file last, without a name.</summary>
    public static async Task<(HttpStatusCode Status, string Answer)> UploadAsync(this RestClient client, JsonNode blob, byte[] content)
    {
        var link = Link(blob);
        using var form = new MultipartFormDataContent();
        var fields = HttpUtility.ParseQueryString(link.Query);
        foreach (var name in fields.AllKeys)
        {
            form.Add(new StringContent(fields[name]!), name!);
        }

        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file");
        using var request = new HttpRequestMessage(HttpMethod.Post, link.GetLeftPart(UriPartial.Path)) { Content = form };
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestTimeout.Token));
    }

    /// <summary>All three steps; returns the description.</summary>
    public static async Task<JsonNode> StoreAsync(
        this RestClient client, byte[] content, bool isPublic = false, string contentType = "image/png")
    {
        var blob = await client.AnnounceAsync(isPublic, contentType);
        Assert.Equal(HttpStatusCode.Created, (await client.UploadAsync(blob, content)).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.CompleteAsync(blob, content.Length)).Status);
        return blob;
    }

    public static Task<(HttpStatusCode Status, JsonNode? Body)> CompleteAsync(this RestClient client, JsonNode blob, long size) =>
        client.PutAsync($"/blobs/{blob["id"]}/complete.json", $$"""{"size":{{size}}}""");

    /// <summary>Reads something that is not JSON.</summary>
    public static async Task<(HttpStatusCode Status, byte[] Content, string? Type)> ReadAsync(this RestClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await client.SendAsync(request);
        var content = await response.Content.ReadAsByteArrayAsync(TestTimeout.Token);
        return (response.StatusCode, content, response.Content.Headers.ContentType?.ToString());
    }

    /// <summary>Where to upload.</summary>
    public static Uri Link(JsonNode blob) => new((string)blob["blob_object_access"]!["params"]!);

    /// <summary>The files that a sandbox has on disk, in its own directory in this one.</summary>
    public static string[] FilesIn(TempDirectory directory) =>
        Directory.GetFiles(directory.Path, "*.upload", SearchOption.AllDirectories);
}
