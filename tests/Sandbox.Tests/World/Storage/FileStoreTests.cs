using BotPlatform.Sandbox.World.Storage;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.World.Storage;

public sealed class FileStoreTests : IDisposable
{
    private const int Limit = 100;

    private readonly TempDirectory _parent = new();

    public void Dispose() => _parent.Dispose();

    [Fact]
    public void What_a_sandbox_left_that_was_killed_is_cleared_and_nothing_else()
    {
        using var living = new FileStore(_parent.Path, Limit);
        living.Create().Dispose();
        var before = Entries();
        Directory.CreateDirectory(_parent.File("botplatform-sandbox-1-dead/deep"));
        File.WriteAllText(_parent.File("botplatform-sandbox-1-dead/deep/x.upload"), "x");
        File.WriteAllText(_parent.File("botplatform-sandbox-1-dead.lock"), "");
        File.WriteAllText(_parent.File("botplatform-sandbox-2-dead.lock"), "");   // killed between the lock and the directory
        Directory.CreateDirectory(_parent.File("botplatform-sandbox-unknown"));
        Directory.CreateDirectory(_parent.File("mine"));

        using var next = new FileStore(_parent.Path, Limit);

        string[] expected = [.. before, _parent.File("botplatform-sandbox-unknown"), _parent.File("mine")];
        Assert.Equal(expected.Order(), Entries());
        living.Create().Dispose();
    }

    [Fact]
    public void Many_that_start_and_stop_in_one_place_at_once_do_not_touch_each_other()
    {
        Parallel.For(0, 100, _ =>
        {
            using var store = new FileStore(_parent.Path, Limit);
            using var file = store.Create();
            file.WriteByte(1);
            Assert.True(File.Exists(file.Name));
        });

        Assert.Empty(Entries());
    }

    [Fact]
    public void What_a_link_in_a_cleared_directory_points_to_stays()
    {
        var kept = Directory.CreateDirectory(_parent.File("kept")).CreateSubdirectory("content");
        var dead = Directory.CreateDirectory(_parent.File("botplatform-sandbox-1-dead"));
        Directory.CreateSymbolicLink(Path.Combine(dead.FullName, "inside"), kept.Parent!.FullName);
        Directory.CreateSymbolicLink(_parent.File("botplatform-sandbox-2-dead"), kept.Parent!.FullName);
        File.WriteAllText(_parent.File("botplatform-sandbox-1-dead.lock"), "");
        File.WriteAllText(_parent.File("botplatform-sandbox-2-dead.lock"), "");

        using var next = new FileStore(_parent.Path, Limit);

        Assert.Equal([_parent.File("kept")], Entries());
        Assert.True(Directory.Exists(kept.FullName));
    }

    [Fact]
    public void Bytes_are_taken_and_given_back()
    {
        using var store = new FileStore(_parent.Path, Limit);
        using (var file = store.Create())
        {
            Assert.True(store.TryReserve(60));
            Assert.False(store.TryReserve(41));
            Assert.True(store.TryReserve(40));
            Assert.False(store.TryReserve(1));
            store.Delete(new StoredFile(file.Name, 60));
        }

        Assert.True(store.TryReserve(60));
        Assert.False(store.TryReserve(long.MaxValue));
    }

    private IEnumerable<string> Entries() => Directory.GetFileSystemEntries(_parent.Path).Order();
}
