using System.Text;
using BotPlatform.ConnectyCube.Rest.Storage;
using BotPlatform.Contracts.Files;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>Section 8, byte for byte.</summary>
public sealed class StorageApiTests
{
    private const string Uid = "c0ffee00000000000000000000000000";
    private static readonly FileToSend Photo = new() { Name = "a \"b\" ü.png", ContentType = "image/png" };

    [Fact]
    public async Task A_file_is_announced_sent_and_completed()
    {
        await using var elsewhere = new ScriptedHttpServer(_ => HttpAnswer.Text(201, "<PostResponse/>"));
        await using var service = Announcing($"{elsewhere.Address}bucket?key=a%2Fb&policy=x+y%3D&empty=");
        using var content = new MemoryStream("\0binary\r\n--x"u8.ToArray());
        var progress = new Reports();

        var file = await service.Session.Storage.UploadAsync(Photo, content, progress, TestTimeout.Token);

        Assert.Equal((7, Uid, 12L, false), (file.Id, file.Uid, file.Size, file.IsPublic));
        Assert.Equal(
            [
                """POST /blobs {"blob":{"content_type":"image/png","name":"a \u0022b\u0022 \u00FC.png","public":false}}""",
                """PUT /blobs/7/complete {"blob":{"size":"12"}}""",
            ],
            service.Asked.Select(a => $"{a.Line} {a.Body}"));
        var form = Assert.Single(elsewhere.Asked);
        var boundary = form.Header("Content-Type")!["multipart/form-data; boundary=".Length..];
        Assert.Equal("POST /bucket", form.Line);
        Assert.Null(form.Header("CB-Token"));
        Assert.Null(form.Header("Transfer-Encoding"));
        Assert.Equal(
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na/b\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"policy\"\r\n\r\nx+y=\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
            + $"--{boundary}\r\nContent-Type: image/png\r\nContent-Disposition: form-data; name=\"file\"; "
            + "filename=\"a%20%22b%22%20%C3%BC.png\"\r\n\r\n\0binary\r\n--x"
            + $"\r\n--{boundary}--\r\n",
            form.Body);
        Assert.Equal([new FileProgress(12, 12)], progress.Seen);
    }

    [Fact]
    public async Task A_large_file_goes_through_a_small_buffer()
    {
        const int Size = 3_000_000;
        await using var elsewhere = new ScriptedHttpServer(_ => HttpAnswer.Text(204));
        await using var service = Announcing($"{elsewhere.Address}?key=k");
        await using var content = new CountedStream(Size);
        var progress = new Reports();

        await service.Session.Storage.UploadAsync(Photo with { Size = Size }, content, progress, TestTimeout.Token);

        Assert.True(elsewhere.Asked.Single().Bytes.Length > Size);
        Assert.InRange(content.LargestRead, 1, 128 * 1024);
        Assert.True(progress.Seen.Count > 20);
        Assert.Equal(new FileProgress(Size, Size), progress.Seen[^1]);
    }

    [Theory]
    [InlineData(403, "ConnectyCube answered POST /(upload) with 403: without saying why")]
    [InlineData(500, "ConnectyCube answered POST /(upload) with 500: without saying why")]
    public async Task A_refused_upload_is_neither_repeated_nor_completed(int status, string message)
    {
        await using var elsewhere = new ScriptedHttpServer(_ => HttpAnswer.Text(status, "<Error/>"));
        await using var service = Announcing($"{elsewhere.Address}?key=k");

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Storage.UploadAsync(Photo, new MemoryStream([1]), null, TestTimeout.Token));

        Assert.Equal(message, error.Message);
        Assert.Single(elsewhere.Asked);
        Assert.Equal(["POST /blobs", "DELETE /blobs/7"], service.Asked.Select(a => a.Line));
    }

    [Fact]
    public async Task A_stream_that_ends_early_is_an_error()
    {
        await using var elsewhere = new ScriptedHttpServer(_ => HttpAnswer.Text(201));
        await using var service = Announcing($"{elsewhere.Address}?key=k");

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => service.Session.Storage.UploadAsync(
            Photo with { Size = 10 }, new MemoryStream([1, 2, 3]), null, TestTimeout.Token));

        Assert.Equal("The file ended after 3 of 10 bytes; the upload is not complete.", error.Message);
    }

    [Fact]
    public async Task An_upload_that_stands_still_is_given_up()
    {
        var clock = new ManualClock();
        await using var elsewhere = new ScriptedHttpServer(async (_, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return HttpAnswer.Text(201);
        });
        await using var service = Announcing($"{elsewhere.Address}?key=k", clock);
        var arrived = new TaskCompletionSource();

        var upload = service.Session.Storage.UploadAsync(
            Photo, new MemoryStream([1]), new Reports(arrived.SetResult), TestTimeout.Token);
        await arrived.Task.WaitAsync(TestTimeout.Token);
        clock.Advance(TimeSpan.FromSeconds(15));

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => upload);
        Assert.Equal("ConnectyCube did not answer POST /(upload) within 15 seconds.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://127.0.0.1/?key=k")]
    [InlineData("not an address")]
    public async Task A_service_that_does_not_say_where_the_content_goes_is_an_error(string address)
    {
        await using var service = Announcing(address);

        await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Storage.UploadAsync(Photo, new MemoryStream([1]), null, TestTimeout.Token));

        Assert.Equal(["POST /blobs", "DELETE /blobs/7"], service.Asked.Select(a => a.Line));
    }

    [Fact]
    public async Task What_cannot_be_uploaded_is_not_announced()
    {
        await using var service = RestService.Start(_ => HttpAnswer.Text(500), null, null, ("Rest:MaxUploadBytes", "2"));
        var storage = service.Session.Storage;

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => storage.UploadAsync(Photo, new MemoryStream([1, 2, 3]), null, TestTimeout.Token));
        await Assert.ThrowsAsync<ArgumentException>(
            () => storage.UploadAsync(Photo with { Name = new string('a', 101) }, new MemoryStream(), null, TestTimeout.Token));
        await Assert.ThrowsAsync<ArgumentException>(
            () => storage.UploadAsync(Photo, new CountedStream(1), null, TestTimeout.Token));

        Assert.True(error.IsTooLarge);
        Assert.Equal("The file is too large to upload: the limit is 2 bytes (ConnectyCube:Rest:MaxUploadBytes).", error.Message);
        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task A_file_is_read_with_the_token_where_the_service_keeps_it_itself()
    {
        await using var service = RestService.Start(_ => HttpAnswer.Text(200, "content") with
        {
            Headers = [("Content-Type", "image/png")],
        });
        var progress = new Reports();

        await using var download = await service.Session.Storage.DownloadAsync(Uid, progress, TestTimeout.Token);

        Assert.Equal(("image/png", 7L), (download.ContentType, download.Length));
        Assert.Equal("content", await TextOf(download));
        Assert.Equal(new FileProgress(7, 7), progress.Seen[^1]);
        Assert.Equal(($"GET /blobs/{Uid}", RestService.Token(1)), (service.Asked[0].Line, service.Asked[0].Header("CB-Token")));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task The_token_does_not_follow_a_file_elsewhere(int status)
    {
        await using var elsewhere = new ScriptedHttpServer(_ => HttpAnswer.Text(200, "content"));
        await using var service = RestService.Start(_ => HttpAnswer.Text(status) with
        {
            Headers = [("Location", $"{elsewhere.Address}bucket/a?signature=s")],
        });

        await using var download = await service.Session.Storage.DownloadAsync(Uid, null, TestTimeout.Token);

        Assert.Equal("content", await TextOf(download));
        Assert.Equal("GET /bucket/a?signature=s", elsewhere.Asked.Single().Line);
        Assert.Null(elsewhere.Asked.Single().Header("CB-Token"));
    }

    [Fact]
    public async Task Redirects_without_end_are_an_error()
    {
        await using var service = RestService.Start(_ => HttpAnswer.Text(302) with { Headers = [("Location", "/blobs/again")] });

        await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Storage.DownloadAsync(Uid, null, TestTimeout.Token));

        Assert.All(service.Asked, a => Assert.Equal(RestService.Token(1), a.Header("CB-Token")));
    }

    [Fact]
    public async Task An_expired_session_is_renewed_for_a_download_too()
    {
        await using var service = RestService.Start(
            asked => asked.Header("CB-Token") == RestService.Token(1) ? RestService.Expired() : HttpAnswer.Text(200, "content"));

        await using var download = await service.Session.Storage.DownloadAsync(Uid, null, TestTimeout.Token);

        Assert.Equal("content", await TextOf(download));
    }

    [Fact]
    public async Task A_download_begins_before_all_of_it_is_there_and_says_when_it_breaks()
    {
        await using var service = RestService.Start(
            _ => new HttpAnswer(200, new byte[1_000_000]) { CutAfter = 500_000 });

        await using var download = await service.Session.Storage.DownloadAsync(Uid, null, TestTimeout.Token);

        await Assert.ThrowsAsync<ConnectyCubeException>(() => download.Content.CopyToAsync(Stream.Null, TestTimeout.Token));
    }

    [Fact]
    public async Task A_download_has_a_limit()
    {
        await using var service = RestService.Start(
            _ => HttpAnswer.Text(200, "content"), null, null, ("Rest:MaxDownloadBytes", "6"));

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(
            () => service.Session.Storage.DownloadAsync(Uid, null, TestTimeout.Token));

        Assert.True(error.IsTooLarge);
        Assert.Single(service.Asked);
    }

    [Fact]
    public async Task Files_are_listed_looked_at_renamed_and_deleted()
    {
        var blob = BlobOf("");
        await using var service = RestService.Start(asked => HttpAnswer.Text(
            200,
            asked.Line.Contains("page=", StringComparison.Ordinal)
                ? $$"""{"current_page":"1","per_page":100,"total_entries":2,"items":[{{blob}},null,{{blob}}]}"""
                : blob));
        var storage = service.Session.Storage;

        var file = Assert.Single(await storage.ListAllAsync(TestTimeout.Token).ToListAsync());
        Assert.Equal("GET /blobs?page=1&per_page=100", service.Last);
        Assert.Equal((7, Uid, "a", null), (file.Id, file.Uid, file.Name, file.Size));

        await storage.GetAsync(7, TestTimeout.Token);
        Assert.Equal("GET /blobs/7", service.Last);

        await storage.RenameAsync(7, "b", TestTimeout.Token);
        Assert.Equal("""PUT /blobs/7 {"blob":{"name":"b"}}""", service.Last);

        await storage.DeleteAsync(7, TestTimeout.Token);
        Assert.Equal("DELETE /blobs/7", service.Last);

        Assert.Equal(new Uri(service.Server.Address, $"blobs/{Uid}"), storage.PublicAddressOf(Uid));
    }

    private static RestService Announcing(string address, ManualClock? clock = null) =>
        RestService.Start(_ => HttpAnswer.Text(201, BlobOf(address)), clock);

    private static string BlobOf(string address) => $$$"""
        {"blob":{"id":"7","uid":"{{{Uid}}}","content_type":"image/png","name":"a","size":null,"public":"false",
         "created_at":"2018-12-06T12:04:48Z","blob_object_access":{"id":1,"blob_id":7,"object_access_type":"Write","params":"{{{address}}}"} } }
        """;

    private static async Task<string> TextOf(FileDownload download)
    {
        using var reader = new StreamReader(download.Content, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestTimeout.Token);
    }

    private sealed class Reports(Action? then = null) : IProgress<FileProgress>
    {
        public List<FileProgress> Seen { get; } = [];

        public void Report(FileProgress value)
        {
            Seen.Add(value);
            then?.Invoke();
        }
    }

    /// <summary>Zeros that cannot be sought, and how many were wanted at once.</summary>
    private sealed class CountedStream(int size) : Stream
    {
        private int _left = size;

        public int LargestRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            LargestRead = Math.Max(LargestRead, count);
            var read = Math.Min(count, _left);
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
