using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Storage.Announcements;

/// <summary>A database with announcements, and short words for what is done with them.</summary>
internal sealed class AnnouncementScene : IAsyncDisposable
{
    private readonly GroupCommit _commit;

    public AnnouncementScene(Database database)
    {
        Database = database;
        _commit = new GroupCommit(database, NullLogger<GroupCommit>.Instance);
        _commit.Start();
        Store = new AnnouncementStore(database, _commit, Bell, Clock);
    }

    public static AccountRef Account { get; } = new("sample", "100");

    public ManualClock Clock { get; } = new();

    public AnnouncementBell Bell { get; } = new();

    public Database Database { get; }

    public IAnnouncementStore Store { get; }

    public static Announcement Definition(string name = "news", TimeSpan? expiresAfter = null) => new()
    {
        Name = name,
        Account = Account,
        Content = new AnnouncementContent { Text = "Hello {{user.fullName}} 🐱", Metadata = new Dictionary<string, string> { ["a"] = "b" } },
        Audience = new AnnouncementAudience { Users = [new UserRef("101"), new UserRef("102")] },
        Schedule = new AnnouncementSchedule { Cron = "0 9 * * 1-5", TimeZone = "Europe/Berlin" },
        QuietHours = new QuietHours { From = new TimeOnly(22, 0), To = new TimeOnly(8, 0) },
        ExpiresAfter = expiresAfter,
        Rate = 2.5,
    };

    public StoredAnnouncement Stored(string name = "news") => new()
    {
        Definition = Definition(name),
        CreatedBy = "http",
        CreatedAt = Clock.GetUtcNow(),
        ChangedAt = Clock.GetUtcNow(),
    };

    public AuditRecord Audit(string action, string announcement = "news") =>
        new(Clock.GetUtcNow(), "user 101 in chat", action, announcement, "as it should");

    public async Task<StoredRun> StartAsync(string name = "news", DateTimeOffset? dueAt = null, TimeSpan? expiresAfter = null)
    {
        var (run, isNew) = await Store.StartRunAsync(
            Definition(name, expiresAfter), dueAt ?? Clock.GetUtcNow(), isTest: false, Audit("start", name), TestTimeout.Token);
        Assert.True(isNew);
        return run;
    }

    /// <summary>A run that is being sent to the dialogs 1, 2 and so on.</summary>
    public async Task<StoredRun> SendingAsync(int recipients, string name = "news", TimeSpan? expiresAfter = null)
    {
        var run = await StartAsync(name, expiresAfter: expiresAfter);
        Assert.True(await Store.AddRecipientsAsync(run.Number, To(1, recipients), "end", isLast: true, TestTimeout.Token));
        return (await Store.FindRunAsync(run.Number, TestTimeout.Token))!;
    }

    public static IReadOnlyList<NewRecipient> To(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => new NewRecipient($"{i}", $"{i}", $$"""{"n":{{i}}}"""))];

    public Task<IReadOnlyList<LedgerRow>> RowsAsync(StoredRun run, params RecipientState[] states) =>
        Store.ReadAsync(run.Number, states, 0, 1_000_000, TestTimeout.Token);

    /// <summary>Carries out a statement; returns whether it has changed a row.</summary>
    public async Task<bool> WriteAsync(Statement statement)
    {
        var write = new DecidedWrite(statement, _ => []);
        await _commit.AddAsync(write, TestTimeout.Token);
        return await write.Outcome is not null;
    }

    public ValueTask DisposeAsync() => _commit.DisposeAsync();
}
