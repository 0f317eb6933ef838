using System.Security.Cryptography;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>Section 8 as bots see it, at the sandbox.</summary>
public sealed class FileAbilityTests
{
    [Fact]
    public async Task A_file_is_stored_read_by_somebody_else_and_deleted_by_its_owner_alone()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var alice = FilesOf(network, "alice");
        var bob = FilesOf(network, "bob");
        var content = RandomNumberGenerator.GetBytes(300_000);
        var told = new Progress();

        var attachment = await alice.UploadAsync(
            new FileToSend { Name = "cat & dog 🐱.png", ContentType = "image/png" }, new MemoryStream(content), told, TestTimeout.Token);
        var read = await ReadAsync(bob, attachment);
        var foreign = await RefusedAsync(() => bob.DeleteAsync(attachment, TestTimeout.Token));
        await alice.DeleteAsync(attachment, TestTimeout.Token);
        var gone = await RefusedAsync(() => bob.OpenAsync(attachment, null, TestTimeout.Token));

        Assert.Equal(
            ("image", "cat & dog 🐱.png", "image/png", (long?)content.Length),
            (attachment.Type, attachment.Name, attachment.ContentType, attachment.Size));
        Assert.Equal(new FileProgress(content.Length, content.Length), told.Last);
        Assert.Equal(content, read);
        Assert.Equal(("forbidden", "item-not-found"), (foreign, gone));
    }

    [Theory]
    [InlineData("application/pdf", "file")]
    [InlineData("video/mp4", "video")]
    [InlineData("audio/ogg", "audio")]
    public async Task A_message_carries_a_file_as_what_it_is(string contentType, string type)
    {
        await using var network = await SandboxedNetwork.StartAsync();

        var attachment = await FilesOf(network, "alice").UploadAsync(
            new FileToSend { Name = "a", ContentType = contentType }, new MemoryStream([1]), null, TestTimeout.Token);

        Assert.Equal(type, attachment.Type);
    }

    [Fact]
    public async Task What_is_no_stored_file_is_refused()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var files = FilesOf(network, "alice");
        var place = new Attachment { Type = "location", Latitude = 1, Longitude = 2 };
        var hostile = new Attachment { Type = "file", Uid = "../session" };

        Assert.Equal("item-not-found", await RefusedAsync(() => files.OpenAsync(place, null, TestTimeout.Token)));
        Assert.Equal("item-not-found", await RefusedAsync(() => files.DeleteAsync(place, TestTimeout.Token)));
        Assert.Equal("item-not-found", await RefusedAsync(() => files.OpenAsync(hostile, null, TestTimeout.Token)));
        Assert.Equal("item-not-found", await RefusedAsync(() => files.DeleteAsync(hostile, TestTimeout.Token)));
    }

    [Theory]
    [InlineData(" ", "a/b")]
    [InlineData("a", "nonsense")]
    public async Task A_file_without_a_name_or_with_a_type_that_is_none_is_refused(string name, string contentType)
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var files = FilesOf(network, "alice");

        var reason = await RefusedAsync(() => files.UploadAsync(
            new FileToSend { Name = name, ContentType = contentType }, new MemoryStream([1]), null, TestTimeout.Token));

        Assert.Equal("bad-request", reason);
    }

    private static IStoresFiles FilesOf(SandboxedNetwork network, string login) =>
        network.Create(SandboxedNetwork.Account(login)).Can<IStoresFiles>();

    private static async Task<byte[]> ReadAsync(IStoresFiles files, Attachment attachment)
    {
        await using var content = await files.OpenAsync(attachment, null, TestTimeout.Token);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, TestTimeout.Token);
        return copy.ToArray();
    }

    private static async Task<string> RefusedAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<ConnectorRefusedException>(act)).Reason;

    private sealed class Progress : IProgress<FileProgress>
    {
        public FileProgress Last { get; private set; }

        public void Report(FileProgress value) => Last = value;
    }
}
