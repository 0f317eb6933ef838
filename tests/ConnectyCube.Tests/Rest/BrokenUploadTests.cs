using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Contracts.Files;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>An upload that fails leaves no file behind.</summary>
public sealed class BrokenUploadTests
{
    private const int Size = 5_000_000;
    private const int Middle = 1_000_000;

    private static readonly FileToSend File = new() { Name = "a.bin", ContentType = "application/octet-stream" };

    [Fact]
    public async Task A_connection_that_is_cut_leaves_no_file()
    {
        await using var network = await SandboxedNetwork.StartAsync(new NetworkSetup { IsRestProxied = true });
        await using var bot = network.Rest.For(SandboxedNetwork.Account("bot"));
        var cut = new AtBytes(Middle, () => network.Proxy.Cut());

        await Assert.ThrowsAsync<ConnectyCubeException>(
            () => bot.Storage.UploadAsync(File, new MemoryStream(new byte[Size]), cut, TestTimeout.Token));

        Assert.True(network.Proxy.Cuts > 0);
        Assert.Empty(await bot.Storage.ListAllAsync(TestTimeout.Token).ToListAsync());
    }

    [Fact]
    public async Task A_caller_who_cancels_leaves_no_file()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        await using var bot = network.Rest.For(SandboxedNetwork.Account("bot"));
        using var cancelled = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bot.Storage.UploadAsync(
            File, new MemoryStream(new byte[Size]), new AtBytes(Middle, cancelled.Cancel), cancelled.Token));

        Assert.Empty(await bot.Storage.ListAllAsync(TestTimeout.Token).ToListAsync());
    }

    [Fact]
    public async Task A_source_that_ends_early_leaves_no_file()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        await using var bot = network.Rest.For(SandboxedNetwork.Account("bot"));

        var error = await Assert.ThrowsAsync<ConnectyCubeException>(() => bot.Storage.UploadAsync(
            File with { Size = Size }, new MemoryStream(new byte[Middle]), null, TestTimeout.Token));

        Assert.Equal($"The file ended after {Middle} of {Size} bytes; the upload is not complete.", error.Message);
        Assert.Empty(await bot.Storage.ListAllAsync(TestTimeout.Token).ToListAsync());
    }

    [Fact]
    public async Task A_file_that_cannot_be_completed_is_deleted()
    {
        await using var elsewhere = new ScriptedHttpServer(_ => HttpAnswer.Text(201));
        await using var service = Start(elsewhere, asked => asked.Line.EndsWith("/complete", StringComparison.Ordinal)
            ? HttpAnswer.Text(422, """{"errors":["no"]}""")
            : HttpAnswer.Text(200));

        var error = await UploadAsync(service.Session);

        Assert.Equal("ConnectyCube answered PUT /blobs/7/complete with 422: no.", error.Message);
        Assert.Equal(["POST /blobs", "PUT /blobs/7/complete", "DELETE /blobs/7"], service.Asked.Select(a => a.Line));
    }

    [Fact]
    public async Task A_file_that_cannot_be_deleted_either_is_named_in_the_log_and_hides_no_error()
    {
        var logs = new Logs();
        await using var elsewhere = new ScriptedHttpServer(_ => HttpAnswer.Text(403));
        await using var service = Start(elsewhere, _ => HttpAnswer.Text(422, """{"errors":["no"]}"""), logs: logs);

        var error = await UploadAsync(service.Session);

        Assert.Equal("ConnectyCube answered POST /(upload) with 403: without saying why", error.Message);
        Assert.Contains(
            "Warning: File 7, whose upload failed, stays, for it could not be removed: ConnectyCube answered DELETE /blobs/7 with 422: no.",
            logs.Lines);
    }

    [Fact]
    public async Task A_deletion_that_gets_no_answer_keeps_nobody_waiting()
    {
        var clock = new ManualClock();
        var deletion = new TaskCompletionSource();
        await using var elsewhere = new ScriptedHttpServer(_ => HttpAnswer.Text(403));
        await using var service = Start(
            elsewhere,
            async (_, ct) =>
            {
                deletion.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                return HttpAnswer.Text(200);
            },
            clock);

        var upload = UploadAsync(service.Session);
        await deletion.Task.WaitAsync(TestTimeout.Token);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(upload.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("ConnectyCube answered POST /(upload) with 403: without saying why", (await upload).Message);
    }

    private static Task<ConnectyCubeException> UploadAsync(RestSession session) => Assert.ThrowsAsync<ConnectyCubeException>(
        () => session.Storage.UploadAsync(File, new MemoryStream([1, 2, 3]), null, TestTimeout.Token));

    private static RestService Start(ScriptedHttpServer elsewhere, Func<HttpAsked, HttpAnswer> answer, Logs? logs = null) =>
        Start(elsewhere, (asked, _) => Task.FromResult(answer(asked)), clock: null, logs);

    /// <summary>Announces a file whose content goes elsewhere; everything further is the test's.</summary>
    private static RestService Start(
        ScriptedHttpServer elsewhere, Func<HttpAsked, CancellationToken, Task<HttpAnswer>> answer, ManualClock? clock, Logs? logs = null)
    {
        var announced = HttpAnswer.Text(201, $$$"""{"blob":{"id":7,"uid":"u","blob_object_access":{"params":"{{{elsewhere.Address}}}?key=k"} } }""");
        return RestService.Start(
            (asked, ct) => asked.Line == "POST /blobs" ? Task.FromResult(announced) : answer(asked, ct), clock, logs);
    }

    /// <summary>Does something once, when so many bytes are sent.</summary>
    private sealed class AtBytes(long bytes, Action then) : IProgress<FileProgress>
    {
        private bool _isDone;

        public void Report(FileProgress value)
        {
            if (!_isDone && value.Bytes >= bytes)
            {
                _isDone = true;
                then();
            }
        }
    }
}
