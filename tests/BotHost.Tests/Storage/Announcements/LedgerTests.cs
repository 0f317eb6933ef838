using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Tests.Storage.Announcements;

/// <summary>What becomes of the recipients of a run.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class LedgerTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_recipient_has_one_row_however_often_it_is_found(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var run = await scene.StartAsync();

        Assert.True(await AddAsync("a", isLast: false, AnnouncementScene.To(1, 300)));
        Assert.Equal((RunState.Collecting, "a"), await StateAsync());
        Assert.True(await AddAsync("b", isLast: false, AnnouncementScene.To(1, 301)));
        Assert.True(await AddAsync("c", isLast: true, [new NewRecipient("group", null, null), new NewRecipient("group", null, null)]));
        Assert.Equal((RunState.Sending, "c"), await StateAsync());
        Assert.False(await AddAsync("d", isLast: true, AnnouncementScene.To(1000, 1)));

        var rows = await scene.RowsAsync(run);
        Assert.Equal(Enumerable.Range(1, 301).Select(i => $"{i}").Append("group"), rows.Select(row => row.Dialog));
        Assert.Equal(rows.OrderBy(row => row.Number), rows);
        Assert.Equal(302, (await scene.Store.CountAsync(run.Number, TestTimeout.Token))[RecipientState.Pending]);
        Assert.Equal(
            new LedgerRow
            {
                Run = run.Number,
                Number = 1,
                Dialog = "1",
                User = "1",
                Values = """{"n":1}""",
                ChangedAt = scene.Clock.GetUtcNow(),
            },
            rows[0]);
        Assert.Equal((null, null), (rows[^1].User, rows[^1].Values));

        Task<bool> AddAsync(string cursor, bool isLast, IReadOnlyList<NewRecipient> recipients) =>
            scene.Store.AddRecipientsAsync(run.Number, recipients, cursor, isLast, TestTimeout.Token);

        async Task<(RunState, string?)> StateAsync()
        {
            var found = await scene.Store.FindRunAsync(run.Number, TestTimeout.Token);
            return (found!.State, found.Cursor);
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Rows_are_read_in_order_a_page_at_a_time(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var run = await scene.SendingAsync(5);
        var rows = await scene.RowsAsync(run);
        await scene.WriteAsync(LedgerSql.Begin(rows[1], "m", 0));

        Assert.Equal(["1", "3"], await ReadAsync(0, 2, RecipientState.Pending));
        Assert.Equal(["4", "5"], await ReadAsync(rows[2].Number, 9, RecipientState.Pending));
        Assert.Equal(["1", "2", "3"], await ReadAsync(0, 3));
        Assert.Equal(["2", "3"], await ReadAsync(rows[0].Number, 2, RecipientState.Sent, RecipientState.Pending));

        async Task<IEnumerable<string>> ReadAsync(long after, int limit, params RecipientState[] states) =>
            (await scene.Store.ReadAsync(run.Number, states, after, limit, TestTimeout.Token)).Select(row => row.Dialog);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_row_is_begun_once_and_only_while_its_run_is_being_sent_and_not_paused(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var news = scene.Stored();
        await scene.Store.AddAsync(news, scene.Audit("create"), TestTimeout.Token);
        var run = await scene.SendingAsync(3);
        var rows = await scene.RowsAsync(run);

        Assert.True(await BeginAsync(0));
        Assert.False(await BeginAsync(0));
        await scene.Store.ReplaceAsync(news with { State = AnnouncementState.Paused }, news.ChangedAt, scene.Audit("pause"), TestTimeout.Token);
        Assert.False(await BeginAsync(1));
        var paused = await scene.Store.FindAsync("news", TestTimeout.Token);
        await scene.Store.ReplaceAsync(news, paused!.ChangedAt, scene.Audit("resume"), TestTimeout.Token);
        Assert.True(await BeginAsync(1));
        await scene.Store.MoveRunAsync(run.Number, [RunState.Sending], RunState.Stopped, null, null, TestTimeout.Token);
        Assert.False(await BeginAsync(2));

        var begun = (await scene.RowsAsync(run))[0];
        Assert.Equal((RecipientState.Sent, "m0", 1), (begun.State, begun.MessageId, begun.Attempts));

        Task<bool> BeginAsync(int index) => scene.WriteAsync(LedgerSql.Begin(rows[index], $"m{index}", 0));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_becomes_of_a_message_never_goes_back(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var run = await scene.SendingAsync(2);
        var rows = await scene.RowsAsync(run);
        await scene.WriteAsync(LedgerSql.Begin(rows[0], "m", 0));

        Assert.False(await scene.WriteAsync(LedgerSql.Mark("m", "2", isRead: true, 0))); // somebody else's word
        Assert.True(await scene.WriteAsync(LedgerSql.Mark("m", "1", isRead: false, 0)));
        Assert.False(await EndAsync(RecipientState.Acknowledged)); // it is further already
        Assert.True(await scene.WriteAsync(LedgerSql.Mark("m", "1", isRead: true, 0)));
        Assert.False(await scene.WriteAsync(LedgerSql.Mark("m", "1", isRead: false, 0)));
        Assert.False(await scene.WriteAsync(LedgerSql.Mark("another", "1", isRead: true, 0)));

        Assert.Equal([RecipientState.Read, RecipientState.Pending], (await scene.RowsAsync(run)).Select(row => row.State));

        Task<bool> EndAsync(RecipientState state) => scene.WriteAsync(
            LedgerSql.End(new LedgerAddress("news", run.DueAt, IsTest: false, "1"), state, null, 0));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task What_was_refused_or_failed_is_tried_again_and_a_run_ends_when_nobody_is_left(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var run = await scene.SendingAsync(3, expiresAfter: TimeSpan.FromHours(1));
        var rows = await scene.RowsAsync(run);
        foreach (var row in rows)
        {
            await scene.WriteAsync(LedgerSql.Begin(row, $"m{row.Number}", 0));
        }

        Assert.True(await EndAsync("1", RecipientState.Acknowledged, null));
        Assert.True(await EndAsync("2", RecipientState.Refused, "service-unavailable"));
        Assert.False(await scene.Store.CompleteRunAsync(run.Number, TestTimeout.Token));
        Assert.True(await EndAsync("3", RecipientState.Failed, "The connection broke."));
        Assert.True(await scene.Store.CompleteRunAsync(run.Number, TestTimeout.Token));
        Assert.Equal("service-unavailable", Assert.Single(await scene.RowsAsync(run, RecipientState.Refused)).Reason);
        scene.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(2, await scene.Store.RetryAsync(run.Number, scene.Audit("retry"), TestTimeout.Token));
        Assert.Equal(0, await scene.Store.RetryAsync(run.Number, scene.Audit("retry"), TestTimeout.Token));

        var again = await scene.RowsAsync(run, RecipientState.Pending);
        Assert.Equal(["2", "3"], again.Select(row => row.Dialog));
        Assert.All(again, row => Assert.Equal((1, null), (row.Attempts, row.Reason)));
        var found = await scene.Store.FindRunAsync(run.Number, TestTimeout.Token);
        Assert.Equal((RunState.Sending, scene.Clock.GetUtcNow().AddHours(1)), (found!.State, found.ExpiresAt));
        Assert.Null(found.FinishedAt);
        Assert.Equal(["retry", "start"], (await scene.Store.AuditAsync("news", 10, TestTimeout.Token)).Select(one => one.Action));

        Task<bool> EndAsync(string dialog, RecipientState state, string? reason) => scene.WriteAsync(
            LedgerSql.End(new LedgerAddress("news", run.DueAt, IsTest: false, dialog), state, reason, 0));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_retry_that_was_cut_off_before_the_run_was_opened_is_ended_by_another_one(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var run = await scene.SendingAsync(2);
        await scene.Store.FailPendingAsync(run.Number, "lost", 2, TestTimeout.Token);
        Assert.True(await scene.Store.CompleteRunAsync(run.Number, TestTimeout.Token));
        await scene.WriteAsync(new Statement("UPDATE announcement_recipients SET state = 0 WHERE run = $1 RETURNING 1", [run.Number]));

        Assert.Equal(2, await scene.Store.RetryAsync(run.Number, scene.Audit("retry"), TestTimeout.Token));

        Assert.Equal(RunState.Sending, (await scene.Store.FindRunAsync(run.Number, TestTimeout.Token))!.State);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Of_one_that_is_cancelled_nobody_gets_anything_also_while_its_run_is_open(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var news = scene.Stored();
        await scene.Store.AddAsync(news, scene.Audit("create"), TestTimeout.Token);
        var run = await scene.SendingAsync(2);
        var rows = await scene.RowsAsync(run);
        Assert.True(await scene.WriteAsync(LedgerSql.Begin(rows[0], "m", 0)));

        await scene.Store.ReplaceAsync(
            news with { State = AnnouncementState.Cancelled }, news.ChangedAt, scene.Audit("cancel"), TestTimeout.Token);

        Assert.False(await scene.WriteAsync(LedgerSql.Begin(rows[1], "m", 0)));
        Assert.Empty(await scene.Store.OpenRunsAsync(AnnouncementScene.Account, TestTimeout.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Those_who_are_pending_can_be_given_up_in_steps(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var run = await scene.SendingAsync(5);
        var rows = await scene.RowsAsync(run);
        await scene.WriteAsync(LedgerSql.Begin(rows[1], "m", 0));
        await scene.Store.FailAsync(rows[0], "There is no name.", TestTimeout.Token);

        Assert.Equal(2, await FailAsync());
        Assert.Equal(1, await FailAsync());
        Assert.Equal(0, await FailAsync());

        Assert.Equal(
            ["There is no name.", null, "expired", "expired", "expired"], (await scene.RowsAsync(run)).Select(row => row.Reason));

        Task<int> FailAsync() => scene.Store.FailPendingAsync(run.Number, "expired", 2, TestTimeout.Token);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_hundred_thousand_recipients_are_no_burden(DatabaseKind kind)
    {
        await using var scene = await OpenAsync(kind);
        var run = await scene.StartAsync();
        for (var i = 0; i < 100; i++)
        {
            await scene.Store.AddRecipientsAsync(
                run.Number, AnnouncementScene.To(i * 1000, 1000), $"{i}", isLast: i == 99, TestTimeout.Token);
        }

        var counts = await scene.Store.CountAsync(run.Number, TestTimeout.Token);

        Assert.Equal(100_000, Assert.Single(counts).Value);
        Assert.Equal(100, (await scene.Store.ReadAsync(run.Number, [RecipientState.Pending], 50_000, 100, TestTimeout.Token)).Count);
    }

    private async Task<AnnouncementScene> OpenAsync(DatabaseKind kind) => new(await databases.MigratedAsync(kind));
}
