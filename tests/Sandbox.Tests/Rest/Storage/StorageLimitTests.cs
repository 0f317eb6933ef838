using System.Diagnostics;
using System.Net;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.Storage;

/// <summary>The disk does not fill up: not by many files, and not by those of sandboxes that are no more.</summary>
public sealed class StorageLimitTests : IDisposable
{
    private const int MaxBytes = 100_000;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task All_files_together_may_be_as_large_as_configured_and_what_is_deleted_makes_room()
    {
        await using var sandbox = await TestSandbox.StartAsync(o => (o.FilesDirectory, o.MaxStorageBytes) = (_directory.Path, MaxBytes));
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var first = await alice.StoreAsync(new byte[MaxBytes / 2]);
        var second = await bob.AnnounceAsync();

        var (full, answer) = await bob.UploadAsync(second, new byte[(MaxBytes / 2) + 1]);
        var files = BlobScene.FilesIn(_directory).Length;
        var (fits, _) = await bob.UploadAsync(second, new byte[MaxBytes / 2]);
        var (again, _) = await bob.UploadAsync(second, [1]);   // the old one is there until the new one is complete
        await alice.DeleteAsync($"/blobs/{first["id"]}");
        var (replaced, _) = await bob.UploadAsync(second, [1]);
        var (room, _) = await alice.UploadAsync(await alice.AnnounceAsync(), new byte[MaxBytes - 1]);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (full, files));
        Assert.Equal("""{"errors":{"base":["The storage is full: delete files, or raise Sandbox:MaxStorageBytes."]}}""", answer);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity), (fits, again));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (replaced, room));
    }

    [Fact]
    public async Task What_a_killed_sandbox_left_is_gone_when_the_next_one_has_started()
    {
        await using var living = await TestSandbox.StartAsync(o => o.FilesDirectory = _directory.Path);
        using var alice = await RestClient.SignInAsync(living, "alice");
        var kept = await alice.StoreAsync([1, 2, 3]);
        await using var killed = await RunningSandbox.StartAsync($"--Sandbox:FilesDirectory={_directory.Path}");
        using var bob = await RestClient.SignInAsync(killed.Api, "bob");
        await bob.StoreAsync([4]);
        Assert.Equal(2, BlobScene.FilesIn(_directory).Length);
        using var process = Process.GetProcessById(await killed.Process.Id);
        process.Kill();
        await killed.Process.Exited;
        Assert.Equal(2, BlobScene.FilesIn(_directory).Length);

        await using var next = await TestSandbox.StartAsync(o => o.FilesDirectory = _directory.Path);

        Assert.Single(BlobScene.FilesIn(_directory));
        Assert.Single(Directory.GetDirectories(_directory.Path));
        Assert.Equal([1, 2, 3], (await alice.ReadAsync($"/blobs/{kept["uid"]}")).Content);
    }
}
