using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.Storage;

/// <summary>Section 8, step 2: what arrives wrong, too late, too large or not at all leaves nothing behind.</summary>
public sealed class UploadTests : IDisposable
{
    private const int MaxBytes = 100_000;

    private readonly TempDirectory _directory = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(MaxBytes, 201)]
    [InlineData(MaxBytes + 1, 413)]
    [InlineData(2 * MaxBytes, 413)]
    [InlineData(30 * MaxBytes, 413)]
    public async Task A_file_may_be_as_large_as_configured_and_no_larger(int size, int expected)
    {
        await using var sandbox = await StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.AnnounceAsync();

        var (status, answer) = await alice.UploadAsync(blob, new byte[size]);

        Assert.Equal(expected, (int)status);
        Assert.Equal(expected == 201 ? 1 : 0, BlobScene.FilesIn(_directory).Length);
        if (expected == 413)
        {
            Assert.Equal("""{"errors":["The file is too large."]}""", answer);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await alice.CompleteAsync(blob, size)).Status);
        }
    }

    [Fact]
    public async Task A_link_ends_after_an_hour()
    {
        await using var sandbox = await StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.AnnounceAsync();

        _clock.Advance(TimeSpan.FromMinutes(59));
        var (inTime, _) = await alice.UploadAsync(blob, [1]);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var (late, answer) = await alice.UploadAsync(blob, [2, 2]);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Forbidden), (inTime, late));
        Assert.Equal("""{"errors":["The link has expired or is not valid."]}""", answer);
        Assert.Equal([1], await File.ReadAllBytesAsync(Assert.Single(BlobScene.FilesIn(_directory)), TestTimeout.Token));
    }

    [Theory]
    [InlineData("key", "../../etc/passwd")]
    [InlineData("key", "b00000000000000000000000000000000")]
    [InlineData("key", null)]
    [InlineData("expires", "99999999999")]
    [InlineData("expires", "'; --")]
    [InlineData("signature", "00")]
    [InlineData("signature", "🐱")]
    [InlineData("signature", null)]
    public async Task A_link_that_was_changed_permits_nothing(string field, string? value)
    {
        await using var sandbox = await StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.AnnounceAsync();
        var link = BlobScene.Link(blob);
        var fields = System.Web.HttpUtility.ParseQueryString(link.Query);
        fields[field] = value;
        var changed = blob.DeepClone();
        changed["blob_object_access"]!["params"] = $"{link.GetLeftPart(UriPartial.Path)}?{fields}";

        var (status, _) = await alice.UploadAsync(changed, [1]);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Empty(BlobScene.FilesIn(_directory));
    }

    [Fact]
    public async Task A_link_to_a_file_that_was_deleted_permits_nothing()
    {
        await using var sandbox = await StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.AnnounceAsync();
        await alice.DeleteAsync($"/blobs/{blob["id"]}");

        var (status, _) = await alice.UploadAsync(blob, [1]);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Empty(BlobScene.FilesIn(_directory));
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data", "--b\r\n")]
    [InlineData("multipart/form-data; boundary=b", "")]
    [InlineData("multipart/form-data; boundary=b", "hello")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\n\r\nno name\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhalf a fi")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nwhole\r\n--b\r\nX: ")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n{long}\r\n--b--\r\n")]
    public async Task A_body_that_is_no_complete_form_is_refused(string type, string body)
    {
        await using var sandbox = await StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.AnnounceAsync();
        var content = new StringContent(body.Replace("{long}", new string('x', 10_000), StringComparison.Ordinal));
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var (status, answer) = await alice.SendAsync(HttpMethod.Post, BlobScene.Link(blob).PathAndQuery, content);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            """{"errors":["The upload is not a complete multipart form with a file."]}""", RestClient.Text(answer));
        Assert.Empty(BlobScene.FilesIn(_directory));
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_leaves_nothing_behind()
    {
        await using var sandbox = await StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var socket = await BeginAsync(sandbox, await alice.AnnounceAsync());

        socket.Close(0);

        await UntilAsync(() => BlobScene.FilesIn(_directory).Length == 0);
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync("/blobs")).Status);
    }

    [Fact]
    public async Task A_sandbox_that_stops_waits_for_no_upload()
    {
        await using var sandbox = await StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var socket = await BeginAsync(sandbox, await alice.AnnounceAsync());

        await sandbox.StopAsync(TestTimeout.Token);

        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData("8", """{"errors":{"size":["is not the size of the uploaded file"]}}""")]
    [InlineData("-7", """{"errors":{"size":["is not a number"]}}""")]
    [InlineData("\"many\"", """{"errors":{"size":["is not a number"]}}""")]
    [InlineData("null", """{"errors":{"size":["is not a number"]}}""")]
    public async Task The_size_has_to_be_what_arrived(string size, string answer)
    {
        await using var sandbox = await StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var blob = await alice.AnnounceAsync();
        await alice.UploadAsync(blob, new byte[7]);

        var (status, body) = await alice.PutAsync($"/blobs/{blob["id"]}/complete", $$"""{"size":{{size}}}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, answer), (status, RestClient.Text(body)));
        Assert.Equal(HttpStatusCode.NotFound, (await alice.ReadAsync($"/blobs/{blob["uid"]}")).Status);
    }

    private Task<SandboxServer> StartAsync() =>
        TestSandbox.StartAsync(o => (o.FilesDirectory, o.MaxFileBytes) = (_directory.Path, MaxBytes), _clock);

    /// <summary>Sends half a file, and returns when the sandbox has begun to write it.</summary>
    private async Task<Socket> BeginAsync(SandboxServer sandbox, JsonNode blob)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(sandbox.HttpUri.Host, sandbox.HttpUri.Port, TestTimeout.Token);
        var request = $"POST {BlobScene.Link(blob).PathAndQuery} HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n" + new string('x', 20_000);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), TestTimeout.Token);
        await UntilAsync(() => BlobScene.FilesIn(_directory).Length == 1);
        return socket;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var timeout = TestTimeout.Token;
        while (!isSo())
        {
            timeout.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
