using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.World.Keeping;

/// <summary>What a sandbox with a directory for its data knows after its end.</summary>
public sealed class KeptWorldTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task A_message_that_was_accepted_comes_after_a_restart_once_and_in_its_order()
    {
        string dialogId;
        await using (var sandbox = await StartAsync())
        {
            using var rest = await RestClient.SignInAsync(sandbox, "alice");
            dialogId = await rest.CreateGroupAsync(102);
            await using var alice = await RawClient.SignInAsync(sandbox, 101);
            await alice.SendAsync(Say(dialogId, "5f1a2b3c4d5e6f7081920a01", "first") + Say(dialogId, "5f1a2b3c4d5e6f7081920a02", "second"));
            await alice.ReadUntilQuietAsync();
        }

        await using (var sandbox = await StartAsync())
        {
            await using var bob = await RawClient.SignInAsync(sandbox, 102);
            Assert.Contains("<body>first</body>", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
            Assert.Contains("<body>second</body>", await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
        }

        await using var third = await StartAsync();
        await using var again = await RawClient.SignInAsync(third, 102);
        Assert.DoesNotContain("<message", await again.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dialog_is_there_after_a_restart_and_a_message_of_before_is_still_known()
    {
        const string id = "5f1a2b3c4d5e6f7081920a01";
        string dialogId;
        await using (var sandbox = await StartAsync())
        {
            using var rest = await RestClient.SignInAsync(sandbox, "alice");
            dialogId = await rest.CreateGroupAsync(102);
            await using var alice = await RawClient.SignInAsync(sandbox, 101);
            await using var bob = await RawClient.SignInAsync(sandbox, 102);
            await alice.SendAsync(Say(dialogId, id, "once"));
            await bob.ReadUntilAsync("</message>");
        }

        await using var next = await StartAsync();
        await using var author = await RawClient.SignInAsync(next, 101);
        await using var reader = await RawClient.SignInAsync(next, 102);
        await author.SendAsync(Say(dialogId, id, "once") + Say(dialogId, "5f1a2b3c4d5e6f7081920a02", "new"));

        var read = await reader.ReadUntilAsync("</message>");
        Assert.Contains("<body>new</body>", read, StringComparison.Ordinal);
        Assert.DoesNotContain("<body>once</body>", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_a_kill_has_cut_is_as_if_it_had_never_been_begun()
    {
        string dialogId;
        await using (var sandbox = await StartAsync())
        {
            using var rest = await RestClient.SignInAsync(sandbox, "alice");
            dialogId = await rest.CreateGroupAsync(102);
            await using var alice = await RawClient.SignInAsync(sandbox, 101);
            await alice.SendAsync(Say(dialogId, "5f1a2b3c4d5e6f7081920a01", "whole") + Say(dialogId, "5f1a2b3c4d5e6f7081920a02", "cut"));
            await alice.ReadUntilQuietAsync();
        }

        var journal = _directory.File("data", "journal.jsonl");
        var bytes = await File.ReadAllBytesAsync(journal);
        await File.WriteAllBytesAsync(journal, bytes[..^20]);

        await using var next = await StartAsync();
        await using var bob = await RawClient.SignInAsync(next, 102);
        var read = await bob.ReadUntilQuietAsync();
        Assert.Contains("<body>whole</body>", read, StringComparison.Ordinal);
        Assert.DoesNotContain("<body>cut</body>", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_used_is_said()
    {
        await File.WriteAllTextAsync(_directory.File("data"), "a file where the directory should be");

        var error = await Assert.ThrowsAsync<IOException>(StartAsync);

        Assert.Contains("set Sandbox:DataDirectory to another directory", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static string Say(string dialogId, string id, string text) =>
        $"<message to='1_{dialogId}@muc.localhost' type='groupchat' id='{id}'><body>{text}</body></message>";

    private Task<SandboxServer> StartAsync() => TestSandbox.StartAsync(options =>
    {
        options.DropRepeatedIds = true;
        options.DataDirectory = Path.Combine(_directory.Path, "data");
    });
}
