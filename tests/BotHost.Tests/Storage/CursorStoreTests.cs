using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Cursors;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Storage;

[Collection(DatabaseCollection.Name)]
public sealed class CursorStoreTests(Databases databases)
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountRef Account = new("sample", "100");

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_cursor_moves_forwards_only_and_keeps_its_beginning(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        await using var commit = new GroupCommit(database, NullLogger<GroupCommit>.Instance);
        commit.Start();
        var store = new CursorStore(database, commit);

        Assert.Null(await store.FindAsync(Account, TestTimeout.Token));
        await store.SaveAsync(Account, new Cursor(Noon, Noon), TestTimeout.Token);
        await store.SaveAsync(Account, new Cursor(Noon.AddHours(1), Noon.AddMinutes(2)), TestTimeout.Token);
        await store.SaveAsync(Account, new Cursor(Noon, Noon.AddMinutes(1)), TestTimeout.Token);

        Assert.Equal(new Cursor(Noon, Noon.AddMinutes(2)), await store.FindAsync(Account, TestTimeout.Token));
        Assert.Null(await store.FindAsync(Account with { Network = "other" }, TestTimeout.Token));
    }
}
