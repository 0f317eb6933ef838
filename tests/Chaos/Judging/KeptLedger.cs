using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Storage.Postgres;
using BotPlatform.BotHost.Storage.Sqlite;
using BotPlatform.Chaos.Cells;
using BotPlatform.Chaos.Hosting;
using BotPlatform.Contracts.Announcements;
using BotPlatform.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.Chaos.Judging;

/// <summary>What the hosts have written down of their announcement, read beside them.</summary>
internal sealed class KeptLedger : IAsyncDisposable
{
    private readonly Database _database;
    private readonly GroupCommit _writes;
    private readonly AnnouncementStore _store;

    public KeptLedger(Ground ground)
    {
        _database = ground.Database is null ? new SqliteDatabase(ground.ConnectionString) : new PostgresDatabase(ground.ConnectionString);
        _writes = new GroupCommit(_database, NullLogger<GroupCommit>.Instance);
        _store = new AnnouncementStore(_database, _writes, new AnnouncementBell(), TimeProvider.System);
    }

    /// <summary>Waits until there is nobody left.</summary>
    public Task WhenCompletedAsync() => Until.TrueAsync(
        async () => await _store.ListRunsAsync(Announcing.Name, 2, TestTimeout.Token) is [{ State: RunState.Completed }]);

    /// <summary>The recipients, in order, with the ids of their messages; those whom it did not reach have none.</summary>
    public async Task<IReadOnlyList<(string Dialog, string? MessageId)>> ReadAsync()
    {
        var run = (await _store.ListRunsAsync(Announcing.Name, 2, TestTimeout.Token)).Single();
        var rows = await _store.ReadAsync(run.Number, [], 0, int.MaxValue, TestTimeout.Token);
        return [.. rows.Select(row => (row.Dialog, row.State == RecipientState.Acknowledged ? row.MessageId : null))];
    }

    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await (_database as IAsyncDisposable ?? _writes).DisposeAsync();
    }
}
