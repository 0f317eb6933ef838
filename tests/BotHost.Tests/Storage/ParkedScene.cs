using System.Text;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>A database with queues and what is parked in it.</summary>
internal sealed class ParkedScene(Database database, ManualClock clock) : IAsyncDisposable
{
    private readonly GroupCommit _commit = Started(database);

    public ParkedStore Parked { get; } = new(database);

    public IQueueStore Queues => field ??= new QueueStore(database, _commit, clock);

    /// <summary>Parks something that was in a queue; returns the number under which it is parked.</summary>
    public async Task<long> ParkAsync(
        string text, string queue = "bot-echo", string? dialog = "101", string account = "sample/100", string kind = "MessageReceived")
    {
        var item = new NewItem(queue, kind, Encoding.UTF8.GetBytes(text));
        var added = await ChangeAsync(new QueueChange { Added = [item] });
        await ChangeAsync(Parking(added.Added[0], account, dialog));
        return (await Parked.NumbersAsync(new ParkedFilter(), TestTimeout.Token))[^1];
    }

    /// <summary>What parks an item of a queue after three attempts.</summary>
    public static QueueChange Parking(QueueItem item, string account = "sample/100", string? dialog = "101") => new()
    {
        Finished = [item.Number],
        Parked = new ParkedItem
        {
            Queue = item.Queue,
            Kind = item.Kind,
            Body = item.Body,
            Account = account,
            Dialog = dialog,
            Problem = "InvalidOperationException: I cannot.",
            Details = "and why",
            Attempts = 3,
        },
    };

    public async Task<QueueChanged> ChangeAsync(QueueChange change)
    {
        QueueChanged? changed = null;
        await Queues.ChangeAsync([change with { Committed = done => changed = done }], TestTimeout.Token);
        return changed!;
    }

    public ValueTask DisposeAsync() => _commit.DisposeAsync();

    private static GroupCommit Started(Database database)
    {
        var commit = new GroupCommit(database, NullLogger<GroupCommit>.Instance);
        commit.Start();
        return commit;
    }
}
