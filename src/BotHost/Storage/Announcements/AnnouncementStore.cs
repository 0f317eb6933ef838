using System.Globalization;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using Dapper;

namespace BotPlatform.BotHost.Storage.Announcements;

/// <inheritdoc />
internal sealed class AnnouncementStore(Database database, GroupCommit writes, AnnouncementBell bell, TimeProvider time) : IAnnouncementStore
{
    // One statement: few enough that others do not wait for long, and that their values fit.
    private const int MaxAdded = 200;

    // Of those who are pending again, in one transaction.
    private const int MaxReopened = 1000;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<bool> AddAsync(StoredAnnouncement announcement, AuditRecord audit, CancellationToken cancellationToken) =>
        await ChangeAsync(new Statement(RunSql.Add, [announcement.Definition.Name, .. Values(announcement)]), audit, cancellationToken);

    public async Task<bool> ReplaceAsync(
        StoredAnnouncement announcement, DateTimeOffset changedAt, AuditRecord audit, CancellationToken cancellationToken) =>
        await ChangeAsync(
            new Statement(
                RunSql.Replace, [announcement.Definition.Name, changedAt.ToUnixTimeMilliseconds(), .. Values(announcement)]),
            audit,
            cancellationToken);

    public async Task<StoredAnnouncement?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await QueryAsync<AnnouncementRow>(
            $"SELECT {AnnouncementRow.Columns} FROM announcements WHERE name = @name", new { name }, cancellationToken))
        .SingleOrDefault()?.ToStored();

    public async Task<IReadOnlyList<StoredAnnouncement>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. (await QueryAsync<AnnouncementRow>($"SELECT {AnnouncementRow.Columns} FROM announcements", null, cancellationToken))
            .Select(row => row.ToStored())
            .OrderBy(one => one.Definition.Name, StringComparer.Ordinal),
    ];

    public async Task<(StoredRun Run, bool IsNew)> StartRunAsync(
        Announcement definition, DateTimeOffset dueAt, bool isTest, AuditRecord audit, CancellationToken cancellationToken)
    {
        var due = dueAt.ToUnixTimeMilliseconds();
        var expires = definition.ExpiresAfter is { } after ? Later(dueAt, after) : (long?)null;
        var isNew = await ChangeAsync(
            new Statement(
                RunSql.Start,
                [
                    definition.Name, AccountName.Of(definition.Account), due, isTest ? 1 : 0, AnnouncementRow.Write(definition), expires,
                ]),
            audit,
            cancellationToken);
        var run = await QueryAsync<RunRow>(
            $"SELECT {RunRow.Columns} FROM announcement_runs r WHERE announcement = @Name AND due_at = @due AND is_test = @test",
            new { definition.Name, due, test = isTest ? 1 : 0 },
            cancellationToken);
        return (run[0].ToStored(), isNew);
    }

    public Task<bool> MoveRunAsync(
        long run, IReadOnlyList<RunState> from, RunState to, string? problem, AuditRecord? audit, CancellationToken cancellationToken) =>
        ChangeAsync(
            new Statement(RunSql.Move(from), [run, (int)to, problem, to.IsOver() ? Now : null]), audit, cancellationToken);

    public Task BeginRunAsync(long run, CancellationToken cancellationToken) =>
        WriteAsync(new Statement(RunSql.Begin, [run, Now]), _ => [], cancellationToken);

    public Task<bool> CompleteRunAsync(long run, CancellationToken cancellationToken) =>
        ChangeAsync(new Statement(RunSql.Complete, [run, Now]), audit: null, cancellationToken);

    public async Task<StoredRun?> FindRunAsync(long run, CancellationToken cancellationToken) => (await QueryAsync<RunRow>(
        $"SELECT {RunRow.Columns} FROM announcement_runs r WHERE number = @run", new { run }, cancellationToken))
        .SingleOrDefault()?.ToStored();

    public async Task<IReadOnlyList<StoredRun>> ListRunsAsync(string announcement, int limit, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync<RunRow>(
            $"SELECT {RunRow.Columns} FROM announcement_runs r WHERE announcement = @announcement ORDER BY due_at DESC, number DESC LIMIT @limit",
            new { announcement, limit },
            cancellationToken);
        return [.. rows.Select(row => row.ToStored())];
    }

    public async Task<IReadOnlyList<StoredRun>> OpenRunsAsync(AccountRef account, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync<RunRow>(
            $"""
            SELECT {RunRow.Columns} FROM announcement_runs r LEFT JOIN announcements a ON a.name = r.announcement
            WHERE r.account = @account AND r.finished_at IS NULL AND {LedgerSql.MayGoOn} ORDER BY r.due_at, r.number
            """,
            new { account = AccountName.Of(account) },
            cancellationToken);
        return [.. rows.Select(row => row.ToStored())];
    }

    public Task TellAsync(long run, double rate, string? waitsFor, CancellationToken cancellationToken) =>
        WriteAsync(new Statement(RunSql.Tell, [run, rate, waitsFor, Now]), _ => [], cancellationToken);

    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> RecentDialogsAsync(
        AccountRef account, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync<(string Dialog, long At)>(
            """
            SELECT p.dialog, MAX(p.changed_at) FROM announcement_runs r JOIN announcement_recipients p ON p.run = r.number
            WHERE r.account = @account AND (r.finished_at IS NULL OR r.finished_at >= @since) AND p.changed_at >= @since AND p.attempts > 0
            GROUP BY p.dialog
            """,
            new { account = AccountName.Of(account), since = since.ToUnixTimeMilliseconds() },
            cancellationToken);
        return rows.ToDictionary(row => row.Dialog, row => DateTimeOffset.FromUnixTimeMilliseconds(row.At), StringComparer.Ordinal);
    }

    public Task<bool> HasRunsAsync(AccountRef account, CancellationToken cancellationToken) => database.AskAsync(
        connection => connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT 1 FROM announcement_runs WHERE account = @account)",
            new { account = AccountName.Of(account) },
            cancellationToken: cancellationToken)),
        cancellationToken);

    public async Task<bool> AddRecipientsAsync(
        long run, IReadOnlyList<NewRecipient> recipients, string? cursor, bool isLast, CancellationToken cancellationToken)
    {
        var (state, now) = ((int)(isLast ? RunState.Sending : RunState.Collecting), Now);
        var added = await WriteAsync(
            new Statement(RunSql.TakeNumbers, [run, (long)recipients.Count, cursor, state]),
            last => recipients.Chunk(MaxAdded).Select((chunk, index) => LedgerSql.Add(
                run, Convert.ToInt64(last, CultureInfo.InvariantCulture) + (index * MaxAdded) + 1, chunk, now)),
            cancellationToken);
        return added is not null;
    }

    public async Task<IReadOnlyDictionary<RecipientState, long>> CountAsync(long run, CancellationToken cancellationToken) =>
        (await QueryAsync<(int State, long Count)>(
            "SELECT state, COUNT(*) FROM announcement_recipients WHERE run = @run GROUP BY state", new { run }, cancellationToken))
        .ToDictionary(one => (RecipientState)one.State, one => one.Count);

    public async Task<IReadOnlyList<LedgerRow>> ReadAsync(
        long run, IReadOnlyList<RecipientState> states, long after, int limit, CancellationToken cancellationToken)
    {
        var only = states.Count == 0 ? "" : $"AND state {RunStates.In(states)}";
        var rows = await QueryAsync<RecipientRow>(
            $"SELECT {RecipientRow.Columns} FROM announcement_recipients WHERE run = @run {only} AND number > @after ORDER BY number LIMIT @limit",
            new { run, after, limit },
            cancellationToken);
        return [.. rows.Select(row => row.ToLedger())];
    }

    public Task FailAsync(LedgerRow row, string reason, CancellationToken cancellationToken) =>
        WriteAsync(LedgerSql.Fail(row, reason, Now), _ => [], cancellationToken);

    public async Task<int> FailPendingAsync(long run, string reason, int limit, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(run, [RecipientState.Pending], 0, limit, cancellationToken);
        return rows.Count == 0
            ? 0
            : await MoveRowsAsync(run, [RecipientState.Pending], RecipientState.Failed, reason, rows, cancellationToken);
    }

    public async Task<long> RetryAsync(long run, AuditRecord audit, CancellationToken cancellationToken)
    {
        RecipientState[] again = [RecipientState.Refused, RecipientState.Failed];
        if (await FindRunAsync(run, cancellationToken) is not { State: RunState.Sending or RunState.Completed or RunState.Expired } known)
        {
            return 0;
        }

        // In small steps, so that nobody waits long for the database. Until the last one is done the run is as it was.
        var count = 0L;
        while (await ReadAsync(run, again, 0, MaxReopened, cancellationToken) is { Count: > 0 } rows)
        {
            count += await MoveRowsAsync(run, again, RecipientState.Pending, reason: null, rows, cancellationToken);
        }

        if (count == 0 && known.State.IsOver())
        {
            // A host may have died before that last step.
            count = (await CountAsync(run, cancellationToken)).GetValueOrDefault(RecipientState.Pending);
        }

        var expires = known.Definition.ExpiresAfter is { } after ? Later(time.GetUtcNow(), after) : (long?)null;
        return count > 0 && await ChangeAsync(new Statement(RunSql.Reopen, [run, expires]), audit, cancellationToken) ? count : 0;
    }

    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        new OldAnnouncements(database).ForgetAsync(before, limit, cancellationToken);

    public Task RecordAsync(AuditRecord audit, CancellationToken cancellationToken) =>
        WriteAsync(RunSql.Of(audit), _ => [], cancellationToken);

    public async Task<IReadOnlyList<AuditRecord>> AuditAsync(string? announcement, int limit, CancellationToken cancellationToken)
    {
        var only = announcement is null ? "" : "WHERE announcement = @announcement";
        var rows = await QueryAsync<AuditRow>(
            $"SELECT {AuditRow.Columns} FROM announcement_audit {only} ORDER BY number DESC LIMIT @limit",
            new { announcement, limit },
            cancellationToken);
        return [.. rows.Select(row => row.ToRecord())];
    }

    private static object?[] Values(StoredAnnouncement one) =>
    [
        AnnouncementRow.Write(one.Definition), (int)one.State, one.IsConfigured ? 1 : 0, one.CreatedBy, one.RequestId,
        one.CreatedAt.ToUnixTimeMilliseconds(), one.ChangedAt.ToUnixTimeMilliseconds(),
    ];

    private static long Later(DateTimeOffset at, TimeSpan after) =>
        after < DateTimeOffset.MaxValue - at ? (at + after).ToUnixTimeMilliseconds() : DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private async Task<int> MoveRowsAsync(
        long run,
        IReadOnlyList<RecipientState> from,
        RecipientState to,
        string? reason,
        IReadOnlyList<LedgerRow> rows,
        CancellationToken cancellationToken)
    {
        await WriteAsync(
            new Statement(
                $"""
                UPDATE announcement_recipients SET state = $4, reason = $5, changed_at = $6
                WHERE run = $1 AND number BETWEEN $2 AND $3 AND state {RunStates.In(from)} RETURNING 1
                """,
                [run, rows[0].Number, rows[^1].Number, (int)to, reason, Now]),
            _ => [],
            cancellationToken);
        return rows.Count;
    }

    /// <returns>Whether the statement has changed something; then its audit is written, and who works on runs is told.</returns>
    private async Task<bool> ChangeAsync(Statement statement, AuditRecord? audit, CancellationToken cancellationToken)
    {
        var answer = await WriteAsync(
            statement,
            _ =>
            [
                .. audit is null ? Array.Empty<Statement>() : [RunSql.Of(audit)],
                .. database.AnnounceSql is { } announce ? [new Statement(announce, [AnnouncementBell.Topic])] : Array.Empty<Statement>(),
            ],
            cancellationToken);
        if (answer is not null)
        {
            bell.Ring();
        }

        return answer is not null;
    }

    private async Task<object?> WriteAsync(
        Statement statement, Func<object, IEnumerable<Statement>> then, CancellationToken cancellationToken)
    {
        var write = new DecidedWrite(statement, then);
        await writes.AddAsync(write, cancellationToken);
        return await write.Outcome;
    }

    private Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) => database.AskAsync(
        async connection => (IReadOnlyList<T>)(await connection.QueryAsync<T>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList(),
        cancellationToken);
}
